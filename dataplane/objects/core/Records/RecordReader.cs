using System.Buffers.Binary;
using System.Text;
using Basalt.Engine;

namespace Basalt.Objects.Core.Records;

/// <summary>Reads what <see cref="RecordWriter"/> wrote. The engine has verified the bytes; a record that still
/// does not parse
/// was written by something else, and reading it is an error with its name, never a guess.</summary>
internal ref struct RecordReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly ReadOnlyMemory<byte> Rest => _rest;

    public byte ReadByte() => Take(1).Span[0];

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span);

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);

    public ulong ReadNumber()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var group = ReadByte();
            value |= (ulong)(group & 0x7F) << shift;
            if (group < 0x80)
                return value;
        }

        throw Malformed("a number of more than 64 bits");
    }

    public ReadOnlyMemory<byte> ReadBytes()
    {
        var size = ReadNumber();
        return size <= (ulong)_rest.Length ? Take((int)size) : throw Malformed("a field longer than its record");
    }

    public string ReadText() => Encoding.Latin1.GetString(ReadBytes().Span);

    public static PoolException Malformed(string what)
        => new(PoolOutcome.Unreadable, $"A stored record has {what}.");

    private ReadOnlyMemory<byte> Take(int size)
    {
        if (_rest.Length < size)
            throw Malformed("fewer bytes than it says");
        var taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }
}
