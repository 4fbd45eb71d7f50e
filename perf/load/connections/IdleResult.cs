namespace Basalt.Perf.Load.Connections;

/// <summary>What idleness costs.</summary>
/// <param name="AloneShare">Percent of a processor, with one connection.</param>
/// <param name="LoadedShare">Percent of a processor, with all connections.</param>
/// <param name="ResidentEach">Bytes of the server's own memory for each connection.</param>
/// <param name="MachineEach">Bytes that the machine has less for each: the kernel's part and the generator's are
/// in it.</param>
internal sealed record IdleResult(double AloneShare, double LoadedShare, double ResidentEach, double MachineEach);
