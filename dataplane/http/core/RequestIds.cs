using System.Globalization;

namespace Basalt.Http;

/// <summary>Gives each request an id that no other of this endpoint ever had: the moment of the start, and a count. Any
/// thread.</summary>
public sealed class RequestIds(TimeProvider clock)
{
    private readonly long _start = clock.GetUtcNow().ToUnixTimeMilliseconds();
    private long _count;

    /// <summary>21 hexadecimal digits.</summary>
    public string Next()
        => string.Create(CultureInfo.InvariantCulture, $"{_start:x11}{Interlocked.Increment(ref _count):x10}");
}
