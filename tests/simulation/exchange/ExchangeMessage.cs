namespace Basalt.Tests.Simulation.Exchange;

/// <summary>A request or its answer: the client's slot, which use of that slot, and the bytes.</summary>
internal readonly record struct ExchangeMessage(int Slot, int Generation, byte[] Payload);
