namespace Basalt.Objects.Core;

/// <summary>One segment of a static manifest. Offsets and sizes are bytes.</summary>
public sealed record ManifestSegment
{
    public required string Container { get; init; }

    /// <summary>The segment's key, as text.</summary>
    public required string Key { get; init; }

    /// <summary>Of the whole segment object.</summary>
    public required long Size { get; init; }

    public required string ETag { get; init; }

    /// <summary>First byte of the segment that counts; 0 unless a range was given.</summary>
    public long RangeOffset { get; init; }

    /// <summary>How many bytes count; the whole size unless a range was given.</summary>
    public required long RangeSize { get; init; }

    /// <summary>A range was given: it is part of the manifest's ETag and is shown when the manifest is read
    /// back.</summary>
    public bool HasRange { get; init; }

    public string ContentType { get; init; } = "application/octet-stream";

    public DateTimeOffset LastModified { get; init; }

    /// <summary>The segment is itself a static manifest.</summary>
    public bool IsManifest { get; init; }
}
