using Basalt.Engine.Format;
using Basalt.Engine.Log;

namespace Basalt.Engine.Recovery;

/// <summary>
/// Follows the log from where a checkpoint left it, from segment to segment, and hands on its groups, in order, each
/// whole. Decides what is a torn tail and what is damage.
/// </summary>
/// <remarks>FORMAT.md, "What holds", 1 and 2.</remarks>
internal sealed class LogReplay(
    PoolCore core, SegmentTable segments, SegmentWindow window, Func<ReplayedBatch, ValueTask> apply)
{
    private readonly List<ReplayedBatch> _group = [];
    private ulong _expected;

    /// <summary>Where the log goes on after the segment that was followed to its end.</summary>
    private SegmentHeaderFormat _next;

    /// <summary>Batches applied.</summary>
    public long BatchCount { get; private set; }

    public async Task RunAsync(LogPosition start)
    {
        if (start.Segment == 0) return;
        _expected = start.NextBatch;
        var (segment, position) = (Describe(start.Segment, start.SegmentSequence), start.Position);
        while (true)
        {
            window.Open(segment.Index);
            var hole = await FollowAsync(segment, position);
            if (hole >= 0)
            {
                await SearchAsync(segment, hole);
                break;
            }

            (segment, position) = (_next, 0);
        }

        await EndAsync();
    }

    /// <summary>What any header in a use of a segment must agree with.</summary>
    private SegmentHeaderFormat Describe(int index, ulong sequence) => new()
    {
        Kind = SegmentKind.Log,
        PoolId = core.PoolId,
        Index = index,
        Sequence = sequence,
        Epoch = (uint)(sequence >> 32),
    };

    /// <summary>Takes batches until the segment's end, or the block where there is none: that block; else -1.</summary>
    private async Task<int> FollowAsync(SegmentHeaderFormat segment, int position)
    {
        await window.LoadAsync(1);
        if (!IsHeader(segment))
        {
            if (position > 0) Damage(segment.Index, 0, "the header of the segment where the log goes on is not there");
            return 0;
        }

        segments.Adopt(segment.Index, SegmentKind.Log, segment.Sequence);
        position = Math.Max(position, 1);
        while (position < core.SegmentBlockCount)
        {
            await window.LoadAsync(position + 1);
            if (!TryRead(segment, position, out var header) || header.Sequence != _expected) break;
            if (header.IsEndOfSegment)
            {
                _next = Describe(header.NextIndex, header.NextSequence);
                return -1;
            }

            await window.LoadAsync(position + 1 + header.BlockCount);
            if (_group.Count > 0 && _group[^1].Header.GroupFirst != header.GroupFirst) await SettleAsync();
            _group.Add(Verify(segment, header, position));
            _expected = header.Sequence + 1;
            position += 1 + header.BlockCount;
        }

        return position;
    }

    private bool IsHeader(in SegmentHeaderFormat segment)
        => SegmentHeaderFormat.TryRead(window.Block(0), core.PoolId, segment.Index, out var found)
            && found.Kind == SegmentKind.Log && found.Sequence == segment.Sequence;

    private bool TryRead(in SegmentHeaderFormat segment, int position, out BatchHeaderFormat header)
        => BatchHeaderFormat.TryRead(window.Block(position), segment, position, core.SegmentBlockCount, out header);

    /// <summary>
    /// No batch where one should be: the log's end, or a hole in it. Only batches of the very group that is torn can
    /// stand behind a hole; they are looked for here and in the segments that headers say were to follow.
    /// </summary>
    private async Task SearchAsync(SegmentHeaderFormat segment, int hole)
    {
        var holeSegment = segment.Index;
        for (var first = hole + 1; segment.Index != 0; first = 1)
        {
            window.Open(segment.Index);
            await window.LoadAsync(core.SegmentBlockCount);
            for (var position = first; position < core.SegmentBlockCount; position++)
                if (TryRead(segment, position, out var header) && header.GroupFirst > _expected)
                    Damage(holeSegment, hole, "a batch is missing that later ones follow");
            if (!IsHeader(segment)) return;
            segments.Adopt(segment.Index, SegmentKind.Log, segment.Sequence);
            SegmentHeaderFormat.TryRead(window.Block(0), core.PoolId, segment.Index, out var found);
            if (found.NextIndex == 0) return;
            segment = Describe(found.NextIndex, found.NextSequence);
        }
    }

    private ReplayedBatch Verify(in SegmentHeaderFormat segment, in BatchHeaderFormat header, int position)
    {
        var headerBlock = window.Block(position);
        var broken = -1;
        for (var i = 0; i < header.BlockCount && broken < 0; i++)
            if (!BatchHeaderFormat.IsIntact(headerBlock, i, window.Block(position + 1 + i))) broken = i;
        var payload = window.Blocks(position + 1, header.BlockCount);
        var isHeadsSizeRight = header.HeadsSize >= 0 && header.HeadsSize <= payload.Length;
        var heads = isHeadsSizeRight ? payload[..header.HeadsSize].ToArray() : [];
        return new ReplayedBatch(segment.Index, header, heads, broken);
    }

    /// <summary>A later group is there, so the one that was gathered had been flushed whole.</summary>
    private async ValueTask SettleAsync()
    {
        if (!_group[^1].Header.IsLastOfGroup)
            Damage(_group[^1].Segment, _group[^1].Header.Position, "the rest of a group is missing");
        await ApplyAsync();
    }

    /// <summary>The last group may be torn: then it never happened.</summary>
    private async ValueTask EndAsync()
    {
        if (_group.Count == 0 || !_group[^1].Header.IsLastOfGroup) return;
        if (_group.TrueForAll(static batch => batch.BrokenBlock < 0)) await ApplyAsync();
    }

    private async ValueTask ApplyAsync()
    {
        foreach (var batch in _group)
        {
            if (batch.AreHeadsBroken)
                Damage(batch.Segment, batch.Header.Position + 1, "the checksum over a batch's heads is wrong");
            await apply(batch);
            BatchCount++;
        }

        _group.Clear();
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void Damage(int segment, int position, string what) => throw new PoolException(
        PoolOutcome.Unreadable,
        $"{core.Device.Name}: the log is damaged at block {position} of segment {segment}: {what}");
}
