using Basalt.Engine;

namespace Basalt.Objects.Core.Records;

/// <summary>One part, as a field of an object's value and as the summary of an uploaded part's own record.</summary>
/// <remarks>
/// <code>
/// n number | 8 layer | n size | 8 last modified, µs | bytes MD5 | n checksum count | checksums
/// checksum: 1 algorithm | 1 is composite | bytes value
/// </code>
/// </remarks>
internal static class PartRecord
{
    public static ReadOnlyMemory<byte> Encode(ObjectPart part)
    {
        var writer = new RecordWriter(96);
        Write(writer, part);
        return writer.Written;
    }

    public static void Write(RecordWriter writer, ObjectPart part)
    {
        writer.WriteNumber((ulong)part.Number);
        writer.WriteUInt64(part.Layer.Value);
        writer.WriteNumber((ulong)part.Size);
        writer.WriteInt64(StoredTime.ToMicroseconds(part.LastModified));
        writer.WriteBytes(part.Md5.Span);
        writer.WriteNumber((ulong)part.Checksums.Count);
        foreach (var checksum in part.Checksums)
            WriteChecksum(writer, checksum);
    }

    public static ObjectPart Read(ReadOnlyMemory<byte> bytes, ulong version)
    {
        var reader = new RecordReader(bytes);
        var number = (int)reader.ReadNumber();
        var layer = new LayerId(reader.ReadUInt64());
        var size = (long)reader.ReadNumber();
        var lastModified = StoredTime.FromMicroseconds(reader.ReadInt64());
        var md5 = reader.ReadBytes();
        var checksums = new List<ObjectChecksum>();
        for (var count = reader.ReadNumber(); count > 0; count--)
            checksums.Add(ReadChecksum(ref reader));
        return new ObjectPart
        {
            Number = number,
            Layer = layer,
            Size = size,
            LastModified = lastModified,
            Md5 = md5,
            Checksums = checksums,
            Version = version,
        };
    }

    public static void WriteChecksum(RecordWriter writer, ObjectChecksum checksum)
    {
        writer.WriteByte((byte)checksum.Algorithm);
        writer.WriteByte(checksum.IsComposite ? (byte)1 : (byte)0);
        writer.WriteBytes(checksum.Value.Span);
    }

    public static ObjectChecksum ReadChecksum(ReadOnlyMemory<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        return ReadChecksum(ref reader);
    }

    private static ObjectChecksum ReadChecksum(ref RecordReader reader)
    {
        var algorithm = (ChecksumAlgorithm)reader.ReadByte();
        var isComposite = reader.ReadByte() != 0;
        return new ObjectChecksum(algorithm, reader.ReadBytes(), isComposite);
    }
}
