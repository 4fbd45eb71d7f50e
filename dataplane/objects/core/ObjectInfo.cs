namespace Basalt.Objects.Core;

/// <summary>An object as its record says.</summary>
public sealed record ObjectInfo
{
    public required ObjectKey Key { get; init; }

    /// <summary>The pool's version of the record: equal versions are the same bytes and metadata.</summary>
    public ulong Version { get; init; }

    /// <summary>Bytes that a reader gets: of a static manifest, those of all its segments.</summary>
    public required long Size { get; init; }

    /// <summary>Without quotes: MD5 in hexadecimal; <c>md5-of-md5s-N</c> of N parts; of a manifest, the MD5 of its
    /// segments' ETags.</summary>
    public required string ETag { get; init; }

    /// <summary>In whole microseconds.</summary>
    public DateTimeOffset LastModified { get; init; }

    public required ObjectMetadata Metadata { get; init; }

    public IReadOnlyList<ObjectChecksum> Checksums { get; init; } = [];

    /// <summary>The parts of a multipart object, in order; empty for all other objects.</summary>
    public IReadOnlyList<ObjectPart> Parts => IsMultipart ? BodyParts : [];

    public bool IsMultipart { get; init; }

    /// <summary>The body is a list of segments (Swift's static large object).</summary>
    public bool IsStaticManifest { get; init; }

    public bool IsDynamicManifest => Metadata.DynamicManifest is not null;

    /// <summary>How many segments a static manifest has; 0 for all other objects.</summary>
    public int SegmentCount { get; init; }

    /// <summary>The MD5 of a static manifest's own bytes; null for all other objects.</summary>
    public string? ManifestETag { get; init; }

    /// <summary>Bytes of the stored body: differs from <see cref="Size"/> for a static manifest only. Counters sum
    /// it.</summary>
    internal long StoredSize { get; init; }

    /// <summary>The body's layers in order; empty if it is inline.</summary>
    internal IReadOnlyList<ObjectPart> BodyParts { get; init; } = [];

    /// <summary>The body if it lives in the record.</summary>
    internal ReadOnlyMemory<byte> InlineBody { get; init; }

    /// <summary>The upload it was completed from, so that a repeated completion is known; null otherwise.</summary>
    internal string? UploadId { get; init; }

    internal bool IsExpired(DateTimeOffset now) => Metadata.DeleteAt is { } deleteAt && deleteAt <= now;
}
