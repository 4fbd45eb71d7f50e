namespace Basalt.Objects.Core;

/// <summary>What turns a written body into a part of an upload.</summary>
public sealed record PutPartRequest
{
    /// <summary>Bytes the client announced; null if it did not.</summary>
    public long? ExpectedSize { get; init; }

    /// <summary>MD5 the client announced, 16 bytes; empty if it did not.</summary>
    public ReadOnlyMemory<byte> ExpectedMd5 { get; init; }

    /// <summary>Checksums the face verified while the bytes came.</summary>
    public IReadOnlyList<ObjectChecksum> Checksums { get; init; } = [];
}
