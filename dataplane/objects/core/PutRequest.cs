namespace Basalt.Objects.Core;

/// <summary>What turns a written body into an object.</summary>
public sealed record PutRequest
{
    public ObjectMetadata Metadata { get; init; } = ObjectMetadata.Empty;

    /// <summary>Bytes the client announced; null if it did not.</summary>
    public long? ExpectedSize { get; init; }

    /// <summary>MD5 the client announced, 16 bytes; empty if it did not.</summary>
    public ReadOnlyMemory<byte> ExpectedMd5 { get; init; }

    /// <summary>Checksums the face verified while the bytes came.</summary>
    public IReadOnlyList<ObjectChecksum> Checksums { get; init; } = [];

    public ObjectPrecondition? Precondition { get; init; }

    /// <summary>The body is a static manifest, in the form <see cref="StaticManifest.Format"/> writes.</summary>
    public StaticManifest? StaticManifest { get; init; }
}
