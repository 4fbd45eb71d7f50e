using Basalt.Device;

namespace Basalt.Engine.Log;

/// <summary>Gives segments back that a durable checkpoint no longer needs: erases their headers, flushes once for all
/// of them, and only then lets them be used again.</summary>
internal sealed class Reclaimer(PoolCore core, SegmentTable segments)
{
    public async Task FreeAsync(IReadOnlyList<Segment> dead)
    {
        if (dead.Count == 0 || core.HasFailed || !await EraseAsync(dead)) return;
        foreach (var segment in dead)
        {
            // A discard that fails costs host space alone; the segment can be written again all the same.
            await core.Device.DiscardAsync(core.FirstBlockOf(segment.Index), core.SegmentBlockCount);
            segments.MakeFree(segment);
        }
    }

    private async Task<bool> EraseAsync(IReadOnlyList<Segment> dead)
    {
        foreach (var segment in dead)
        {
            var outcome = await core.WriteBlockAsync(
                core.FirstBlockOf(segment.Index), 0, static (block, _) => block.Span.Clear());
            if (outcome == DeviceOutcome.Done) continue;
            core.FailPool($"freeing segment {segment.Index} answers {outcome}");
            return false;
        }

        return await core.Flusher.FlushAsync() == DeviceOutcome.Done;
    }
}
