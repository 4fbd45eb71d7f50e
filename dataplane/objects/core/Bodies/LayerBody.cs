using Basalt.Engine;

namespace Basalt.Objects.Core.Bodies;

/// <summary>Bytes of one or more sealed layers, one after the other. All are held open from the start.</summary>
internal sealed class LayerBody : ObjectBody
{
    private readonly ILayerReader _reader;
    private readonly IReadOnlyList<ObjectPart> _parts;
    private readonly long[] _starts;

    private LayerBody(ILayerReader reader, IReadOnlyList<ObjectPart> parts)
    {
        _reader = reader;
        _parts = parts;
        _starts = new long[parts.Count];
        for (var index = 1; index < parts.Count; index++)
            _starts[index] = _starts[index - 1] + parts[index - 1].Size;
    }

    /// <summary>Null if a layer is gone: the object was replaced or deleted since its record was read.</summary>
    public static async ValueTask<LayerBody?> OpenAsync(
        IPool pool, IReadOnlyList<ObjectPart> parts, CancellationToken cancellation)
    {
        var filled = parts.Where(part => part.Size > 0).ToArray();
        var layers = Array.ConvertAll(filled, part => part.Layer);
        var reader = await pool.OpenLayersAsync(layers, cancellation);
        return reader is null ? null : new LayerBody(reader, filled);
    }

    public override async ValueTask<ObjectOutcome> ReadAsync(
        long offset, Memory<byte> target, CancellationToken cancellation)
    {
        for (var index = Find(offset); !target.IsEmpty; index++)
        {
            var offsetInPart = offset - _starts[index];
            var size = (int)Math.Min(target.Length, _parts[index].Size - offsetInPart);
            var outcome = await _reader.ReadAsync(_parts[index].Layer, offsetInPart, target[..size], cancellation);
            if (outcome != PoolOutcome.Done)
                return outcome.ToObjectOutcome();
            offset += size;
            target = target[size..];
        }

        return ObjectOutcome.Done;
    }

    public override ValueTask DisposeAsync() => _reader.DisposeAsync();

    private int Find(long offset)
    {
        var index = Array.BinarySearch(_starts, offset);
        return index >= 0 ? index : ~index - 1;
    }
}
