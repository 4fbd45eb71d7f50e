using Basalt.Device;
using Basalt.Engine.Checksums;
using Basalt.Engine.Format;
using Basalt.Engine.Index;
using Basalt.Engine.Log;

namespace Basalt.Engine.Layers;

/// <summary>Reads what the log holds, a bounded piece at a time, and lets nothing through whose checksum is wrong. On
/// the shard.</summary>
internal sealed class BlockReader(PoolCore core, SegmentTable segments)
{
    private bool SkipsChecksums => core.Options.Fault == EngineFault.SkipChecksum;

    /// <summary>Bytes of a layer; the caller has held them against its size and keeps it open.</summary>
    public async Task<PoolOutcome> ReadLayerAsync(
        Layer layer, long offset, Memory<byte> target, ChecksumCache checksums)
    {
        while (!target.IsEmpty)
        {
            var index = layer.Find(offset / FormatLimits.BlockSize);
            if (index < 0)
            {
                core.Options.Report($"{layer.Id}: block {offset / FormatLimits.BlockSize} is nowhere on the device");
                return PoolOutcome.Unreadable;
            }

            var (outcome, count) = await ReadPieceAsync(layer, layer.Extents[index], offset, target, checksums);
            if (outcome != PoolOutcome.Done) return outcome;
            offset += count;
            target = target[count..];
        }

        return PoolOutcome.Done;
    }

    /// <summary>The value of a record; null if the device's bytes are wrong. Its segment stays while this
    /// runs.</summary>
    public async Task<byte[]?> ReadValueAsync(RecordPlace place)
    {
        segments.Pin(place.Segment);
        try
        {
            return await ReadPinnedValueAsync(place);
        }
        finally
        {
            segments.Unpin(place.Segment);
        }
    }

    private async Task<byte[]?> ReadPinnedValueAsync(RecordPlace place)
    {
        var value = new byte[place.ValueSize];
        var buffer = await core.Reads.RentAsync(CancellationToken.None);
        var outcome = DeviceOutcome.Done;
        for (var done = 0; done < value.Length && outcome == DeviceOutcome.Done;)
        {
            var (block, within) = Math.DivRem(place.ValueOffset + done, FormatLimits.BlockSize);
            var count = Math.Min(value.Length - done, buffer.Size - within);
            var size = FormatLimits.BlocksOf(within + count) * FormatLimits.BlockSize;
            outcome = await core.Device.ReadAsync(core.FirstBlockOf(place.Segment) + block, buffer.Memory[..size]);
            buffer.GetSpan().Slice(within, count).CopyTo(value.AsSpan(done));
            done += count;
        }

        core.Reads.Return(buffer);
        if (outcome == DeviceOutcome.Done && (SkipsChecksums || Crc32c.Compute(value) == place.ValueChecksum))
            return value;
        core.Options.Report(
            $"{core.Device.Name}: value of {place.ValueSize} bytes at {place.ValueOffset} in segment {place.Segment} "
                + "is unreadable");
        return null;
    }

    private async Task<(PoolOutcome Outcome, int Count)> ReadPieceAsync(
        Layer layer, Extent extent, long offset, Memory<byte> target, ChecksumCache checksums)
    {
        var skip = (int)((offset / FormatLimits.BlockSize) - extent.FirstBlock);
        var within = (int)(offset % FormatLimits.BlockSize);
        var known = SkipsChecksums ? [] : checksums.Find(extent);
        if (known is null && skip > 0)
        {
            known = await ReadHeaderAsync(layer, extent, checksums);
            if (known is null) return (PoolOutcome.Unreadable, 0);
        }

        // At the batch's start its header comes with the same read.
        var headerBlocks = known is null ? 1 : 0;
        var buffer = await core.Reads.RentAsync(CancellationToken.None);
        var blocksMax = (buffer.Size / FormatLimits.BlockSize) - 1;
        var blocks = Math.Min(
            Math.Min(extent.BlockCount - skip, blocksMax), FormatLimits.BlocksOf((long)within + target.Length));
        var first = core.FirstBlockOf(extent.Segment) + extent.Position + (known is null ? 0 : 1 + skip);
        var read = await core.Device.ReadAsync(
            first, buffer.Memory[..((blocks + headerBlocks) * FormatLimits.BlockSize)]);
        if (read != DeviceOutcome.Done) Complain(layer, extent, skip);
        else if (known is null)
            known = TakeHeader(layer, extent, buffer.GetSpan()[..FormatLimits.BlockSize], checksums);
        var data = headerBlocks * FormatLimits.BlockSize;
        var isRight = read == DeviceOutcome.Done && known is not null
            && Verify(layer, extent, buffer.GetSpan().Slice(data, blocks * FormatLimits.BlockSize), skip, known);
        var count = Math.Min(target.Length, (blocks * FormatLimits.BlockSize) - within);
        if (isRight) buffer.GetSpan().Slice(data + within, count).CopyTo(target.Span);
        core.Reads.Return(buffer);
        return isRight ? (PoolOutcome.Done, count) : (PoolOutcome.Unreadable, 0);
    }

    private bool Verify(Layer layer, Extent extent, ReadOnlySpan<byte> data, int skip, uint[] known)
    {
        if (SkipsChecksums) return true;
        for (var i = 0; i * FormatLimits.BlockSize < data.Length; i++)
        {
            if (Crc32c.Compute(data.Slice(i * FormatLimits.BlockSize, FormatLimits.BlockSize)) == known[skip + i])
                continue;
            Complain(layer, extent, skip + i);
            return false;
        }

        return true;
    }

    private async Task<uint[]?> ReadHeaderAsync(Layer layer, Extent extent, ChecksumCache checksums)
    {
        var buffer = await core.Blocks.RentAsync(CancellationToken.None);
        var read = await core.Device.ReadAsync(core.FirstBlockOf(extent.Segment) + extent.Position, buffer.Memory);
        if (read != DeviceOutcome.Done) Complain(layer, extent, -1);
        var known = read == DeviceOutcome.Done ? TakeHeader(layer, extent, buffer.GetSpan(), checksums) : null;
        core.Blocks.Return(buffer);
        return known;
    }

    private uint[]? TakeHeader(Layer layer, Extent extent, ReadOnlySpan<byte> block, ChecksumCache checksums)
    {
        var segment = segments[extent.Segment];
        var expected = new SegmentHeaderFormat
        {
            Kind = SegmentKind.Bulk, PoolId = core.PoolId, Sequence = segment.Sequence,
            Epoch = (uint)(segment.Sequence >> 32),
        };
        if (BatchHeaderFormat.TryRead(block, expected, extent.Position, core.SegmentBlockCount, out var header)
            && header.Layer == layer.Id.Value
            && header.FirstBlock == extent.FirstBlock
            && header.BlockCount == extent.BlockCount)
        {
            var known = BatchHeaderFormat.Checksums(block, extent.BlockCount).ToArray();
            checksums.Keep(extent, known);
            return known;
        }

        Complain(layer, extent, -1);
        return null;
    }

    private void Complain(Layer layer, Extent extent, int index) => core.Options.Report(
        $"{core.Device.Name}: {layer.Id}, block {extent.FirstBlock + Math.Max(index, 0)}, at block "
        + $"{extent.Position + 1 + index} of segment {extent.Segment} is unreadable");
}
