using System.Globalization;

namespace Basalt.Perf.Load;

/// <summary>What the generator does to a server.</summary>
/// <param name="Operation">Every request's.</param>
/// <param name="ObjectSize">Bytes of an object.</param>
/// <param name="Connections">How many, each with one request at a time.</param>
/// <param name="WarmUp">Not measured.</param>
/// <param name="Duration">Measured.</param>
/// <param name="Rate">Requests a second in all, sent when due (open loop); null: as fast as answers come.</param>
internal sealed record Workload(
    Operation Operation, int ObjectSize, int Connections, TimeSpan WarmUp, TimeSpan Duration, double? Rate)
{
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Operation} of {ObjectSize} bytes, {Connections} connections, "
        + $"{(Rate is { } rate ? $"{rate} requests/s offered" : "closed loop")}");
}
