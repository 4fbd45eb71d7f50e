using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>One line of the manifest that a client puts.</summary>
internal sealed record RequestedSegment(string Container, ObjectKey Key, string? ETag, long? Size, string? Range)
{
    public string Path => $"/{Container}/{Key}";
}
