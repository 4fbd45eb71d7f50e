using System.Buffers.Binary;

using Basalt.Engine.Checksums;
using Basalt.Engine.Format;
using Basalt.Engine.Layers;
using Basalt.Engine.Names;

namespace Basalt.Engine.Commit;

/// <summary>A record on its way into the log: what it says, and after writing where it lies.</summary>
internal sealed class StagedRecord(RecordKind kind, ReadOnlyMemory<byte> name)
{
    public RecordKind Kind { get; set; } = kind;

    public ReadOnlyMemory<byte> Name { get; } = name;

    public ReadOnlyMemory<byte> Summary { get; set; }

    public ReadOnlyMemory<byte> Value { get; set; }

    public ulong Version { get; set; }

    public CounterValue Counter { get; set; }

    /// <summary>The open layer that it speaks of.</summary>
    public Layer? Layer { get; set; }

    /// <summary>Extents in it.</summary>
    public int ExtentCount { get; set; }

    public RecordPlace Place { get; set; }

    public int HeadSize => RecordFormat.SizeOf(Name.Length, Summary.Length);

    public long Size => HeadSize + Value.Length;

    /// <summary>Puts the meaning of counters and seals into the summary, where the format has it.</summary>
    public void Close()
    {
        if (Kind == RecordKind.Counter) Summary = EncodeCounter(Counter);
        else if (Kind == RecordKind.LayerSealed) Summary = EncodeLong(Layer!.Size);
        else if (Kind is not (RecordKind.Name or RecordKind.LayerExtents)) Summary = default;
        if (Kind != RecordKind.Name) Value = default;
    }

    /// <summary>The head as it went into the log.</summary>
    public RecordFormat Format { get; private set; }

    /// <summary>The head as it goes into the log, its value at this offset of the payload.</summary>
    public RecordFormat Describe(int valueOffset) => Format = new RecordFormat
    {
        Kind = Kind,
        NameSize = (ushort)Name.Length,
        SummarySize = (ushort)Summary.Length,
        Version = Version,
        ValueOffset = valueOffset,
        ValueSize = Value.Length,
        ValueChecksum = Crc32c.Compute(Value.Span),
    };

    public static CounterValue DecodeCounter(ReadOnlySpan<byte> summary) => new(
        BinaryPrimitives.ReadInt64LittleEndian(summary),
        BinaryPrimitives.ReadInt64LittleEndian(summary[sizeof(long)..]));

    public static byte[] EncodeLong(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] EncodeCounter(CounterValue value)
    {
        var bytes = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value.Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(long)), value.Size);
        return bytes;
    }
}
