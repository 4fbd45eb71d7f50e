namespace Basalt.Objects.Core.Records;

/// <summary>The part of an object's record that listings need; kept in the index.</summary>
/// <remarks>
/// <code>
/// 1 version (1) | 1 flags | 8 size | 8 stored size | 8 last modified, µs | 1 checksum algorithm
/// | n segment count | text ETag | text manifest ETag | text content type
/// </code>
/// </remarks>
internal static class ObjectSummary
{
    private const byte Version = 1;

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        Multipart = 1,
        StaticManifest = 2,
        DynamicManifest = 4,
        CompositeChecksum = 8,
        HasContentType = 16,
        HasManifestETag = 32,
    }

    public static ReadOnlyMemory<byte> Encode(ObjectInfo info)
    {
        var marks = (info.IsMultipart ? Marks.Multipart : 0)
            | (info.IsStaticManifest ? Marks.StaticManifest : 0)
            | (info.IsDynamicManifest ? Marks.DynamicManifest : 0)
            | (info.Checksums.Count > 0 && info.Checksums[0].IsComposite ? Marks.CompositeChecksum : 0)
            | (info.Metadata.ContentType is not null ? Marks.HasContentType : 0)
            | (info.ManifestETag is not null ? Marks.HasManifestETag : 0);
        var writer = new RecordWriter(160);
        writer.WriteByte(Version);
        writer.WriteByte((byte)marks);
        writer.WriteInt64(info.Size);
        writer.WriteInt64(info.StoredSize);
        writer.WriteInt64(StoredTime.ToMicroseconds(info.LastModified));
        writer.WriteByte(info.Checksums.Count > 0 ? (byte)info.Checksums[0].Algorithm : (byte)0);
        writer.WriteNumber((ulong)info.SegmentCount);
        writer.WriteText(info.ETag);
        writer.WriteText(info.ManifestETag ?? "");
        writer.WriteText(info.Metadata.ContentType ?? "");
        return writer.Written;
    }

    public static ObjectEntry DecodeEntry(ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> summary)
        => Decode(ObjectKey.Stored(name), summary).Entry;

    public static (ObjectEntry Entry, long StoredSize) Decode(ObjectKey key, ReadOnlyMemory<byte> summary)
    {
        var reader = new RecordReader(summary);
        if (reader.ReadByte() != Version)
            throw RecordReader.Malformed("an unknown version of an object's summary");
        var marks = (Marks)reader.ReadByte();
        var size = reader.ReadInt64();
        var storedSize = reader.ReadInt64();
        var lastModified = StoredTime.FromMicroseconds(reader.ReadInt64());
        var algorithm = (ChecksumAlgorithm)reader.ReadByte();
        var segmentCount = (int)reader.ReadNumber();
        var etag = reader.ReadText();
        var manifestETag = reader.ReadText();
        var contentType = reader.ReadText();
        var entry = new ObjectEntry
        {
            Key = key,
            Size = size,
            ETag = etag,
            ManifestETag = marks.HasFlag(Marks.HasManifestETag) ? manifestETag : null,
            LastModified = lastModified,
            ContentType = marks.HasFlag(Marks.HasContentType) ? contentType : null,
            IsMultipart = marks.HasFlag(Marks.Multipart),
            IsStaticManifest = marks.HasFlag(Marks.StaticManifest),
            IsDynamicManifest = marks.HasFlag(Marks.DynamicManifest),
            SegmentCount = segmentCount,
            ChecksumAlgorithm = algorithm,
            IsChecksumComposite = marks.HasFlag(Marks.CompositeChecksum),
        };
        return (entry, storedSize);
    }
}
