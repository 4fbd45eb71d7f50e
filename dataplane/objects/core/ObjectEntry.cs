namespace Basalt.Objects.Core;

/// <summary>An object as listings show it.</summary>
public sealed record ObjectEntry
{
    public required ObjectKey Key { get; init; }

    public required long Size { get; init; }

    /// <summary>As <see cref="ObjectInfo.ETag"/>.</summary>
    public required string ETag { get; init; }

    /// <summary>As <see cref="ObjectInfo.ManifestETag"/>.</summary>
    public string? ManifestETag { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public string? ContentType { get; init; }

    public bool IsMultipart { get; init; }

    public bool IsStaticManifest { get; init; }

    public bool IsDynamicManifest { get; init; }

    /// <summary>Segments of a static manifest.</summary>
    public int SegmentCount { get; init; }

    public ChecksumAlgorithm ChecksumAlgorithm { get; init; }

    public bool IsChecksumComposite { get; init; }
}
