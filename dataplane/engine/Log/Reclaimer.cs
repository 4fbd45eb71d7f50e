using Basalt.Device;
using Basalt.Runtime;

namespace Basalt.Engine.Log;

/// <summary>
/// Gives dead segments back: zeroes their headers, flushes once for all of them, and only then lets them be used again.
/// </summary>
internal sealed class Reclaimer(PoolCore core)
{
    private readonly List<Segment> _dead = [];
    private Task _work = Task.CompletedTask;
    private SegmentTable? _table;

    /// <summary>Set once, after recovery; until then the dead only gather.</summary>
    public void Start(SegmentTable table)
    {
        _table = table;
        Wake();
    }

    /// <summary>A segment has nothing current any more.</summary>
    public void Add(Segment segment)
    {
        segment.IsBeingFreed = true;
        _dead.Add(segment);
        Wake();
    }

    /// <summary>Until what is dead now is free.</summary>
    public async Task DrainAsync()
    {
        while (!_work.IsCompleted) await _work;
    }

    private void Wake()
    {
        if (_table is not null && _dead.Count > 0 && _work.IsCompleted) _work = WorkAsync(_table);
    }

    private async Task WorkAsync(SegmentTable table)
    {
        await Task.Yield();
        while (_dead.Count > 0 && !core.HasFailed)
        {
            var batch = _dead.ToArray();
            _dead.Clear();
            if (!await ZeroAsync(table, batch)) return;
            foreach (var segment in batch) table.Forget(segment);
            foreach (var segment in batch)
            {
                // A discard that fails costs host space alone; the segment can be written again all the same.
                await core.Device.DiscardAsync(core.FirstBlockOf(segment.Index), core.SegmentBlockCount);
                table.MakeFree(segment.Index);
            }
        }
    }

    private async Task<bool> ZeroAsync(SegmentTable table, Segment[] batch)
    {
        foreach (var segment in batch)
        {
            Invariant.Check(table.IsDead(segment));
            var outcome = await core.WriteBlockAsync(
                core.FirstBlockOf(segment.Index), 0, static (block, _) => block.Span.Clear());
            if (outcome == DeviceOutcome.Done) continue;
            core.FailPool($"freeing segment {segment.Index} answers {outcome}");
            return false;
        }

        return await core.Flusher.FlushAsync() == DeviceOutcome.Done;
    }
}
