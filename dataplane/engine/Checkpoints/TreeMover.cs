using Basalt.Device;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Trees;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Checkpoints;

/// <summary>
/// Keeps tree segments well used: the pages that still count in a sparse one are made dirty after a checkpoint, so the
/// next one writes them elsewhere and the segment is free. On the shard.
/// </summary>
internal sealed class TreeMover(PoolCore core, SegmentTable segments, Tree tree)
{
    /// <summary>Pages made dirty at once, as a part of those at which a checkpoint begins.</summary>
    private const int DirtyPart = 2;

    private PageCache Cache => tree.Cache;

    public async Task RunAsync()
    {
        try
        {
            var sizeMax = core.SegmentBlockCount * (long)FormatLimits.BlockSize / 2;
            var sparse = segments.Used
                .Where(segment => segment is { Kind: SegmentKind.Tree, IsOpen: false } && segment.LiveSize <= sizeMax)
                .OrderBy(static segment => segment.LiveSize)
                .ToArray();
            for (var i = 0; i < sparse.Length; i++)
            {
                // The first always: or where dirty pages are few a sparse segment would stay for ever.
                var pages = sparse[i].LiveSize / FormatLimits.PageSize;
                if (i > 0 && Cache.DirtyCount + pages > Cache.DirtyCountMax / DirtyPart) return;
                await MoveAsync(sparse[i]);
            }
        }
        catch (PoolException unreadable)
        {
            // The pages stay where they are; who needs them is told.
            core.Options.Report(unreadable.Message);
        }
    }

    private async Task MoveAsync(Segment segment)
    {
        segments.Pin(segment.Index);
        var buffer = await core.Reads.RentAsync(CancellationToken.None);
        try
        {
            // A page may begin in the last block but one of what is read: the next read begins with its end.
            var most = buffer.Size / FormatLimits.BlockSize;
            var step = most + 1 - FormatLimits.PageBlockCount;
            for (var position = 1; position < core.SegmentBlockCount && !core.HasFailed; position += step)
                await MoveAsync(segment, position, Math.Min(most, core.SegmentBlockCount - position), buffer);
        }
        finally
        {
            core.Reads.Return(buffer);
            segments.Unpin(segment.Index);
        }
    }

    /// <summary>Tables lie among the pages, in runs of any length: every block may begin a page.</summary>
    private async Task MoveAsync(Segment segment, int position, int blocks, AlignedBuffer buffer)
    {
        var first = core.FirstBlockOf(segment.Index) + position;
        var read = await core.Device.ReadAsync(first, buffer.Memory[..(blocks * FormatLimits.BlockSize)]);
        if (read != DeviceOutcome.Done) return;
        for (var i = 0; i + FormatLimits.PageBlockCount <= blocks; i++)
        {
            var address = PageAddress.Of(segment.Index, position + i);
            var page = buffer.Memory.Slice(i * FormatLimits.BlockSize, FormatLimits.PageSize);
            if (!TreePageFormat.IsIntact(page.Span, core.PoolId, segment.Sequence, address)) continue;
            var (fence, level) = (new Page(page.Span).LowFence.ToArray(), new Page(page.Span).Level);
            Cache.MissingPage = 0;
            while (!tree.TryMove(fence, level, address))
            {
                await Cache.LoadAsync(Cache.MissingPage);
                Cache.MissingPage = 0;
            }
        }
    }
}
