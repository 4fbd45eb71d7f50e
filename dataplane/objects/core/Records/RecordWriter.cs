using System.Buffers.Binary;
using System.Text;

namespace Basalt.Objects.Core.Records;

/// <summary>Builds a record's bytes: little-endian numbers, lengths as 7-bit groups, text one byte per character
/// (Latin-1).</summary>
internal sealed class RecordWriter(int capacity = 256)
{
    private byte[] _bytes = new byte[capacity];
    private int _size;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _size);

    public void WriteByte(byte value) => Reserve(1)[0] = value;

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    public void WriteNumber(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        WriteByte((byte)value);
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteNumber((ulong)bytes.Length);
        bytes.CopyTo(Reserve(bytes.Length));
    }

    public void WriteText(string text)
    {
        WriteNumber((ulong)text.Length);
        Encoding.Latin1.GetBytes(text, Reserve(text.Length));
    }

    /// <summary>Without a length: the last field of a record.</summary>
    public void WriteRest(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    private Span<byte> Reserve(int size)
    {
        if (_bytes.Length - _size < size)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _size + size));
        _size += size;
        return _bytes.AsSpan(_size - size, size);
    }
}
