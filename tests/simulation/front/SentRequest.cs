namespace Basalt.Tests.Simulation.Front;

/// <summary>A request as its client meant it.</summary>
/// <param name="Id">Its path, which no other has.</param>
/// <param name="Body">What its body is to come to.</param>
/// <param name="IsHead">HEAD: the answer has no body.</param>
/// <param name="Wire">Its bytes.</param>
/// <param name="AsksForContinue">It is to be told to go on, though it does not wait for that.</param>
internal sealed record SentRequest(string Id, byte[] Body, bool IsHead, byte[] Wire, bool AsksForContinue);
