using Basalt.Device;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Recovery;
using Basalt.Engine.Trees;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Checkpoints;

/// <summary>Writes a checkpoint: pages in long runs, several at a time, the table, a flush; then both superblocks, each
/// with its flush. On the shard.</summary>
internal sealed class CheckpointWriter(PoolCore core, SegmentTable segments, PageCache cache)
{
    private readonly List<Task<DeviceOutcome>> _writes = [];

    /// <summary>Done: it is durable, and its pages are clean.</summary>
    public async Task<DeviceOutcome> WriteAsync(CheckpointImage image)
    {
        if (core.Options.Fault == EngineFault.PublishBeforeFlush)
            await SuperblockStore.TryWriteAsync(core.Device, image.Superblock);
        foreach (var segment in image.Opened) _writes.Add(OpenAsync(segment));
        for (var first = 0; first < image.Pages.Count;)
        {
            var count = RunLength(image.Pages, first);
            var buffer = await core.Pages.RentAsync(CancellationToken.None);
            Gather(image.Pages, first, count, buffer.GetSpan());
            _writes.Add(WriteAsync(PageAddress.SegmentOf(image.Pages[first].Address),
                PageAddress.PositionOf(image.Pages[first].Address), buffer, count * FormatLimits.PageSize));
            first += count;
        }

        _writes.Add(WriteTableAsync(image));
        var outcome = DeviceOutcome.Done;
        foreach (var write in _writes)
            if (await write is var result && result != DeviceOutcome.Done) outcome = result;
        _writes.Clear();
        image.Table.Free();
        if (outcome == DeviceOutcome.Done) outcome = await core.Flusher.FlushAsync();
        if (outcome == DeviceOutcome.Done)
            outcome = await SuperblockStore.TryWriteAsync(core.Device, image.Superblock);
        if (outcome != DeviceOutcome.Done) return outcome;
        foreach (var frame in image.Pages) cache.Thaw(frame);
        cache.Trim();
        return DeviceOutcome.Done;
    }

    /// <summary>How many pages lie one after the other from this one on, as far as a buffer reaches.</summary>
    private int RunLength(IReadOnlyList<PageFrame> pages, int first)
    {
        var most = Math.Min(pages.Count - first, core.Pages.BufferSize / FormatLimits.PageSize);
        var count = 1;
        while (count < most
            && pages[first + count].Address == pages[first].Address + (ulong)(count * FormatLimits.PageBlockCount))
            count++;
        return count;
    }

    private void Gather(IReadOnlyList<PageFrame> pages, int first, int count, Span<byte> target)
    {
        for (var i = 0; i < count; i++)
        {
            var frame = pages[first + i];
            var segment = segments[PageAddress.SegmentOf(frame.Address)];
            TreePageFormat.Close(frame.Span, core.PoolId, segment.Sequence, frame.Address);
            frame.Span.CopyTo(target[(i * FormatLimits.PageSize)..]);
        }
    }

    private async Task<DeviceOutcome> WriteAsync(int segment, int position, AlignedBuffer buffer, int size)
    {
        var outcome = await core.Device.WriteAsync(core.FirstBlockOf(segment) + position, buffer.Memory[..size]);
        core.Pages.Return(buffer);
        return outcome;
    }

    private async Task<DeviceOutcome> WriteTableAsync(CheckpointImage image)
    {
        var place = image.Superblock.Table;
        return await core.Device.WriteAsync(
            core.FirstBlockOf(PageAddress.SegmentOf(place)) + PageAddress.PositionOf(place), image.Table.Memory);
    }

    private async Task<DeviceOutcome> OpenAsync(Segment segment)
    {
        var header = new SegmentHeaderFormat
        {
            Magic = SegmentHeaderFormat.MagicValue,
            Kind = SegmentKind.Tree,
            PoolId = core.PoolId,
            Index = segment.Index,
            Epoch = core.Epoch,
            Sequence = segment.Sequence,
        };
        return await core.WriteBlockAsync(
            core.FirstBlockOf(segment.Index), header, static (block, header) => header.Write(block.Span));
    }
}
