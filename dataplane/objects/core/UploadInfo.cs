namespace Basalt.Objects.Core;

/// <summary>A multipart upload that was begun and is neither completed nor aborted.</summary>
public sealed record UploadInfo
{
    public required ContainerInfo Container { get; init; }

    public required ObjectKey Key { get; init; }

    /// <summary>32 hexadecimal digits; ids of one key sort by the moment they were given.</summary>
    public required string UploadId { get; init; }

    public required DateTimeOffset Initiated { get; init; }

    /// <summary>What the object will have when it is completed; the face keeps its own wishes in
    /// <see cref="ObjectMetadata.System"/>.</summary>
    public required ObjectMetadata Metadata { get; init; }

    internal ulong Version { get; init; }
}
