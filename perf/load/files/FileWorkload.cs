using System.Globalization;

namespace Basalt.Perf.Load.Files;

/// <summary>What is done to a file.</summary>
/// <param name="Operation">randread, randwrite, read or write, as fio and perf/reactor name them.</param>
/// <param name="BlockSize">Bytes of an operation.</param>
/// <param name="Depth">Operations under way.</param>
/// <param name="Seconds">Measured.</param>
/// <param name="Rate">Operations a second to offer (open loop); 0: as fast as they end.</param>
internal sealed record FileWorkload(string Operation, int BlockSize, int Depth, int Seconds, int Rate)
{
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Operation}, {BlockSize} bytes, depth {Depth}, {(Rate > 0 ? $"{Rate}/s offered" : "closed loop")}");
}
