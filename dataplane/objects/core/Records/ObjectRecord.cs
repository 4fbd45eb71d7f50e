using System.Text;
using Basalt.Engine;

namespace Basalt.Objects.Core.Records;

/// <summary>An object's record: its summary, and a value of fields in any order. Uploads use the same value for
/// what they will become.</summary>
/// <remarks>
/// <code>
/// 1 version (1) | fields: n tag, n size, bytes | inline body: tag, then the rest of the value
/// </code>
/// A field of an unknown tag makes the record unreadable for this version: it may mean something that must not be
/// missed.
/// </remarks>
internal static class ObjectRecord
{
    private const byte Version = 1;

    private enum Tag : byte
    {
        InlineBody = 1,
        ContentEncoding = 2,
        ContentDisposition = 3,
        ContentLanguage = 4,
        CacheControl = 5,
        Expires = 6,
        UserPair = 7,
        SystemPair = 8,
        DeleteAt = 9,
        DynamicManifest = 10,
        Checksum = 11,
        Part = 12,
        UploadId = 13,
        ContentType = 14,
    }

    public static ReadOnlyMemory<byte> EncodeValue(ObjectInfo info)
    {
        var writer = new RecordWriter(256 + info.InlineBody.Length + (info.BodyParts.Count * 48));
        writer.WriteByte(Version);
        WriteMetadata(writer, info.Metadata);
        if (info.UploadId is { } uploadId)
            WriteText(writer, Tag.UploadId, uploadId);
        foreach (var checksum in info.Checksums)
            WriteField(writer, Tag.Checksum, field => PartRecord.WriteChecksum(field, checksum));
        foreach (var part in info.BodyParts)
            WriteField(writer, Tag.Part, field => PartRecord.Write(field, part));
        if (!info.InlineBody.IsEmpty)
        {
            writer.WriteByte((byte)Tag.InlineBody);
            writer.WriteRest(info.InlineBody.Span);
        }

        return writer.Written;
    }

    /// <summary>The value of an upload: its metadata, the content type among it.</summary>
    public static ReadOnlyMemory<byte> EncodeMetadata(ObjectMetadata metadata)
    {
        var writer = new RecordWriter();
        writer.WriteByte(Version);
        WriteMetadata(writer, metadata);
        if (metadata.ContentType is { } contentType)
            WriteText(writer, Tag.ContentType, contentType);
        return writer.Written;
    }

    public static ObjectMetadata DecodeMetadata(ReadOnlyMemory<byte> value)
        => new Fields(value, contentType: null).Metadata;

    public static ObjectInfo Decode(ObjectKey key, NameRecord record)
    {
        var info = DecodeSummary(key, record.Version, record.Summary);
        var fields = new Fields(record.Value, info.Metadata.ContentType);
        return info with
        {
            Metadata = fields.Metadata,
            Checksums = fields.Checksums,
            BodyParts = fields.Parts,
            InlineBody = fields.InlineBody,
            UploadId = fields.UploadId,
        };
    }

    /// <summary>What the index alone says of an object whose record cannot be read: enough to remove or replace
    /// it.</summary>
    public static ObjectInfo DecodeSummary(ObjectKey key, ulong version, ReadOnlyMemory<byte> summary)
    {
        var (entry, storedSize) = ObjectSummary.Decode(key, summary);
        return new ObjectInfo
        {
            Key = key,
            Version = version,
            Size = entry.Size,
            StoredSize = storedSize,
            ETag = entry.ETag,
            ManifestETag = entry.ManifestETag,
            LastModified = entry.LastModified,
            IsMultipart = entry.IsMultipart,
            IsStaticManifest = entry.IsStaticManifest,
            SegmentCount = entry.SegmentCount,
            Metadata = new ObjectMetadata { ContentType = entry.ContentType },
        };
    }

    private static void WriteMetadata(RecordWriter writer, ObjectMetadata metadata)
    {
        WriteOptional(writer, Tag.ContentEncoding, metadata.ContentEncoding);
        WriteOptional(writer, Tag.ContentDisposition, metadata.ContentDisposition);
        WriteOptional(writer, Tag.ContentLanguage, metadata.ContentLanguage);
        WriteOptional(writer, Tag.CacheControl, metadata.CacheControl);
        WriteOptional(writer, Tag.Expires, metadata.Expires);
        foreach (var pair in metadata.User)
            WriteField(writer, Tag.UserPair, field => PairList.WritePair(field, pair));
        foreach (var pair in metadata.System)
            WriteField(writer, Tag.SystemPair, field => PairList.WritePair(field, pair));
        if (metadata.DeleteAt is { } deleteAt)
            WriteField(writer, Tag.DeleteAt, field => field.WriteInt64(deleteAt.ToUnixTimeSeconds()));
        if (metadata.DynamicManifest is { } manifest)
        {
            var bytes = Encoding.UTF8.GetBytes(manifest);
            WriteField(writer, Tag.DynamicManifest, field => field.WriteRest(bytes));
        }
    }

    private static void WriteOptional(RecordWriter writer, Tag tag, string? text)
    {
        if (text is not null)
            WriteText(writer, tag, text);
    }

    private static void WriteText(RecordWriter writer, Tag tag, string text)
    {
        writer.WriteByte((byte)tag);
        writer.WriteText(text);
    }

    private static void WriteField(RecordWriter writer, Tag tag, Action<RecordWriter> write)
    {
        var field = new RecordWriter(64);
        write(field);
        writer.WriteByte((byte)tag);
        writer.WriteBytes(field.Written.Span);
    }

    private sealed class Fields
    {
        private readonly List<MetadataPair> _user = [];
        private readonly List<MetadataPair> _system = [];
        private readonly List<ObjectChecksum> _checksums = [];
        private readonly List<ObjectPart> _parts = [];

        public Fields(ReadOnlyMemory<byte> value, string? contentType)
        {
            Metadata = new ObjectMetadata { ContentType = contentType, User = _user, System = _system };
            var reader = new RecordReader(value);
            if (reader.ReadByte() != Version)
                throw RecordReader.Malformed("an unknown version of an object's value");
            while (!reader.IsAtEnd)
            {
                var tag = (Tag)reader.ReadByte();
                if (tag == Tag.InlineBody)
                {
                    InlineBody = reader.Rest;
                    return;
                }

                Read(tag, reader.ReadBytes());
            }
        }

        public ObjectMetadata Metadata { get; private set; }

        public IReadOnlyList<ObjectChecksum> Checksums => _checksums;

        public IReadOnlyList<ObjectPart> Parts => _parts;

        public ReadOnlyMemory<byte> InlineBody { get; }

        public string? UploadId { get; private set; }

        private void Read(Tag tag, ReadOnlyMemory<byte> bytes)
        {
            switch (tag)
            {
                case Tag.ContentType:
                    Metadata = Metadata with { ContentType = Text(bytes) };
                    break;
                case Tag.ContentEncoding:
                    Metadata = Metadata with { ContentEncoding = Text(bytes) };
                    break;
                case Tag.ContentDisposition:
                    Metadata = Metadata with { ContentDisposition = Text(bytes) };
                    break;
                case Tag.ContentLanguage:
                    Metadata = Metadata with { ContentLanguage = Text(bytes) };
                    break;
                case Tag.CacheControl:
                    Metadata = Metadata with { CacheControl = Text(bytes) };
                    break;
                case Tag.Expires:
                    Metadata = Metadata with { Expires = Text(bytes) };
                    break;
                case Tag.UserPair:
                    _user.Add(PairList.ReadPair(bytes));
                    break;
                case Tag.SystemPair:
                    _system.Add(PairList.ReadPair(bytes));
                    break;
                case Tag.DeleteAt:
                    Metadata = Metadata with
                    {
                        DeleteAt = DateTimeOffset.FromUnixTimeSeconds(new RecordReader(bytes).ReadInt64()),
                    };
                    break;
                case Tag.DynamicManifest:
                    Metadata = Metadata with { DynamicManifest = Encoding.UTF8.GetString(bytes.Span) };
                    break;
                case Tag.Checksum:
                    _checksums.Add(PartRecord.ReadChecksum(bytes));
                    break;
                case Tag.Part:
                    _parts.Add(PartRecord.Read(bytes, version: 0));
                    break;
                case Tag.UploadId:
                    UploadId = Text(bytes);
                    break;
                default:
                    throw RecordReader.Malformed($"an unknown field {(byte)tag}");
            }
        }

        private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
    }
}
