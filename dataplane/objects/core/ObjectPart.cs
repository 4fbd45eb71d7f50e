using Basalt.Engine;

namespace Basalt.Objects.Core;

/// <summary>One part of a multipart upload, or of the object that it became.</summary>
public sealed record ObjectPart
{
    /// <summary>1 to <see cref="ObjectLimits.PartNumberMax"/>; 0 for the only part of an object that was put at
    /// once.</summary>
    public required int Number { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>16 bytes.</summary>
    public required ReadOnlyMemory<byte> Md5 { get; init; }

    public DateTimeOffset LastModified { get; init; }

    public IReadOnlyList<ObjectChecksum> Checksums { get; init; } = [];

    /// <summary>None if the part is empty.</summary>
    internal LayerId Layer { get; init; }

    /// <summary>The pool's version of the part's record, before the upload is completed.</summary>
    internal ulong Version { get; init; }
}
