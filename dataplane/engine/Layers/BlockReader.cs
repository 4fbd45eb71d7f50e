using System.Runtime.InteropServices;

using Basalt.Device;
using Basalt.Engine.Checksums;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Names;
using Basalt.Engine.Trees;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Layers;

/// <summary>Reads what the log holds, a bounded piece at a time, and lets nothing through whose checksum is wrong. On
/// the shard.</summary>
internal sealed class BlockReader(PoolCore core, SegmentTable segments, LayerTable layers, PageCache cache)
{
    private bool SkipsChecksums => core.Options.Fault == EngineFault.SkipChecksum;

    /// <summary>Bytes of a layer; the caller has held them against its size and keeps it open.</summary>
    public async Task<PoolOutcome> ReadLayerAsync(LayerId layer, long offset, Memory<byte> target)
    {
        var buffer = await core.Reads.RentAsync(CancellationToken.None);
        try
        {
            while (!target.IsEmpty)
            {
                var count = await ReadPieceAsync(layer, offset, target, buffer);
                if (count < 0) return PoolOutcome.Unreadable;
                offset += count;
                target = target[count..];
            }

            return PoolOutcome.Done;
        }
        catch (PoolException unreadable)
        {
            core.Options.Report($"{layer}: {unreadable.Message}");
            return unreadable.Outcome;
        }
        finally
        {
            core.Reads.Return(buffer);
        }
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

    /// <summary>Some bytes from an offset on; how many, or -1 if they cannot be read. The buffer's last block keeps the
    /// checksums while the others are read.</summary>
    private async ValueTask<int> ReadPieceAsync(
        LayerId layer, long offset, Memory<byte> target, AlignedBuffer buffer)
    {
        var (block, within) = Math.DivRem(offset, FormatLimits.BlockSize);
        var blocksMax = Math.Min(
            (buffer.Size / FormatLimits.BlockSize) - 1, FormatLimits.BlocksOf(within + (long)target.Length));
        ExtentFormat extent;
        while (!TryFind(layer, block, buffer, out extent))
        {
            if (cache.MissingPage == 0)
            {
                core.Options.Report($"{layer}: block {block} is nowhere on the device");
                return -1;
            }

            await cache.LoadAsync(cache.MissingPage);
        }

        var skip = (int)(block - extent.FirstBlock);
        var blocks = Math.Min(extent.BlockCount - skip, blocksMax);
        segments.Pin(extent.Segment);
        var read = await core.Device.ReadAsync(
            core.FirstBlockOf(extent.Segment) + extent.Position + 1 + skip,
            buffer.Memory[..(blocks * FormatLimits.BlockSize)]);
        segments.Unpin(extent.Segment);
        if (read != DeviceOutcome.Done || !Verify(layer, extent, skip, blocks, buffer))
        {
            if (read != DeviceOutcome.Done) Complain(layer, extent, skip);
            return -1;
        }

        var count = Math.Min(target.Length, (blocks * FormatLimits.BlockSize) - (int)within);
        buffer.GetSpan().Slice((int)within, count).CopyTo(target.Span);
        return count;
    }

    private bool TryFind(LayerId layer, long block, AlignedBuffer buffer, out ExtentFormat extent)
    {
        cache.MissingPage = 0;
        if (!layers.TryFindExtent(layer, block, out extent, out var checksums)) return false;
        checksums.CopyTo(ChecksumsIn(buffer));
        return true;
    }

    private static Span<uint> ChecksumsIn(AlignedBuffer buffer)
        => MemoryMarshal.Cast<byte, uint>(buffer.GetSpan()[^FormatLimits.BlockSize..]);

    private bool Verify(LayerId layer, in ExtentFormat extent, int skip, int blocks, AlignedBuffer buffer)
    {
        if (SkipsChecksums) return true;
        var known = ChecksumsIn(buffer)[skip..];
        for (var i = 0; i < blocks; i++)
        {
            var data = buffer.GetSpan().Slice(i * FormatLimits.BlockSize, FormatLimits.BlockSize);
            if (Crc32c.Compute(data) == known[i]) continue;
            Complain(layer, extent, skip + i);
            return false;
        }

        return true;
    }

    private void Complain(LayerId layer, in ExtentFormat extent, int index) => core.Options.Report(
        $"{core.Device.Name}: {layer}, block {extent.FirstBlock + index}, at block {extent.Position + 1 + index} of "
        + $"segment {extent.Segment} is unreadable");
}
