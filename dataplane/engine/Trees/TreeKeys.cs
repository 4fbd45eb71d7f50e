using System.Buffers.Binary;

namespace Basalt.Engine.Trees;

/// <summary>Makes keys in a buffer of its own; each is good until the next. Numbers are big-endian, so that they sort.
/// </summary>
internal sealed class TreeKeys
{
    public const int LayerKeySize = 1 + sizeof(ulong);

    private const int ExtentKeySize = LayerKeySize + sizeof(long);

    private readonly byte[] _buffer = new byte[1 + PoolLimits.NameSizeMax];

    public ReadOnlySpan<byte> Of(KeySpace space, ReadOnlySpan<byte> name)
    {
        _buffer[0] = (byte)space;
        name.CopyTo(_buffer.AsSpan(1));
        return _buffer.AsSpan(0, 1 + name.Length);
    }

    public ReadOnlySpan<byte> Of(KeySpace space, LayerId layer)
    {
        _buffer[0] = (byte)space;
        BinaryPrimitives.WriteUInt64BigEndian(_buffer.AsSpan(1), layer.Value);
        return _buffer.AsSpan(0, LayerKeySize);
    }

    public ReadOnlySpan<byte> OfExtent(LayerId layer, long firstBlock)
    {
        Of(KeySpace.Extent, layer);
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(LayerKeySize), firstBlock);
        return _buffer.AsSpan(0, ExtentKeySize);
    }

    /// <summary>The layer in a key that names one, or an extent of one.</summary>
    public static LayerId LayerOf(ReadOnlySpan<byte> key) => new(BinaryPrimitives.ReadUInt64BigEndian(key[1..]));

    public static bool IsOf(KeySpace space, ReadOnlySpan<byte> key) => key.Length > 0 && key[0] == (byte)space;
}
