using Basalt.Engine;

namespace Basalt.Objects.Core.Records;

/// <summary>The records of containers, accounts and claims of bucket names.</summary>
/// <remarks>
/// <code>
/// container, summary: 1 version (1) | 8 created, µs
/// container, value:   1 version (1) | pairs user | pairs system | 1 has read ACL, text | 1 has write ACL, text
/// account, summary:   1 version (1) | 8 created, µs        account, value: 1 version (1) | pairs user | pairs system
/// claim, summary:     1 version (1) | text account, as UTF-8 bytes
/// </code>
/// </remarks>
internal static class ContainerRecord
{
    private const byte Version = 1;

    public static ReadOnlyMemory<byte> EncodeSummary(DateTimeOffset createdAt)
    {
        var writer = new RecordWriter(9);
        writer.WriteByte(Version);
        writer.WriteInt64(StoredTime.ToMicroseconds(createdAt));
        return writer.Written;
    }

    public static DateTimeOffset DecodeSummary(ReadOnlyMemory<byte> summary)
    {
        var reader = Open(summary);
        return StoredTime.FromMicroseconds(reader.ReadInt64());
    }

    public static ReadOnlyMemory<byte> EncodeValue(ContainerSettings settings)
    {
        var writer = new RecordWriter();
        writer.WriteByte(Version);
        PairList.Write(writer, settings.User);
        PairList.Write(writer, settings.System);
        WriteOptional(writer, settings.ReadAcl);
        WriteOptional(writer, settings.WriteAcl);
        return writer.Written;
    }

    public static ContainerInfo Decode(string account, string name, NameRecord record)
    {
        var reader = Open(record.Value);
        var user = PairList.Read(ref reader);
        var system = PairList.Read(ref reader);
        var readAcl = ReadOptional(ref reader);
        var writeAcl = ReadOptional(ref reader);
        return new ContainerInfo
        {
            Account = account,
            Name = name,
            CreatedAt = DecodeSummary(record.Summary),
            Version = record.Version,
            Settings = new ContainerSettings { User = user, System = system, ReadAcl = readAcl, WriteAcl = writeAcl },
        };
    }

    public static ReadOnlyMemory<byte> EncodeAccount(AccountInfo account)
    {
        var writer = new RecordWriter();
        writer.WriteByte(Version);
        PairList.Write(writer, account.User);
        PairList.Write(writer, account.System);
        return writer.Written;
    }

    public static AccountInfo DecodeAccount(string account, NameRecord record)
    {
        var reader = Open(record.Value);
        var user = PairList.Read(ref reader);
        var system = PairList.Read(ref reader);
        return new AccountInfo
        {
            Account = account,
            User = user,
            System = system,
            CreatedAt = DecodeSummary(record.Summary),
            Version = record.Version,
        };
    }

    public static ReadOnlyMemory<byte> EncodeClaim(string account)
    {
        var writer = new RecordWriter(64);
        writer.WriteByte(Version);
        writer.WriteBytes(System.Text.Encoding.UTF8.GetBytes(account));
        return writer.Written;
    }

    public static string DecodeClaim(ReadOnlyMemory<byte> summary)
    {
        var reader = Open(summary);
        return System.Text.Encoding.UTF8.GetString(reader.ReadBytes().Span);
    }

    private static RecordReader Open(ReadOnlyMemory<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        return reader.ReadByte() == Version ? reader : throw RecordReader.Malformed("an unknown version");
    }

    private static void WriteOptional(RecordWriter writer, string? text)
    {
        writer.WriteByte(text is null ? (byte)0 : (byte)1);
        writer.WriteText(text ?? "");
    }

    private static string? ReadOptional(ref RecordReader reader)
    {
        var isPresent = reader.ReadByte() != 0;
        var text = reader.ReadText();
        return isPresent ? text : null;
    }
}
