namespace Basalt.Perf.Reactor.Device;

/// <summary>What is done to a file; named as fio names it.</summary>
internal enum DeviceOperation
{
    RandRead,
    RandWrite,
    Read,
    Write,
}
