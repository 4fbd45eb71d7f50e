using Basalt.Engine;

namespace Basalt.Tests.Simulation.Engine;

/// <summary>What a client knows to be under one of its names.</summary>
/// <param name="Stamp">Makes the content: both the value's and the layer's bytes come from it.</param>
/// <param name="Size">Bytes of the content.</param>
/// <param name="Layer">The layer that holds the content; none if it is in the value.</param>
internal sealed record ExpectedObject(int Stamp, int Size, LayerId Layer)
{
    public byte[] Content() => Engine.Content.Make(Stamp, Size);

    /// <summary>The value under the name: stamp, size and layer, then the content if it is here.</summary>
    public byte[] Value()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Stamp);
        writer.Write(Size);
        writer.Write(Layer.Value);
        if (Layer.IsNone) writer.Write(Content());
        return stream.ToArray();
    }

    public static ExpectedObject Parse(ReadOnlySpan<byte> value) => new(
        BitConverter.ToInt32(value), BitConverter.ToInt32(value[4..]), new LayerId(BitConverter.ToUInt64(value[8..])));
}
