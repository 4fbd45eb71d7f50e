using Basalt.Engine.Format;

namespace Basalt.Engine.Recovery;

/// <summary>
/// Follows the metadata log of one epoch and hands on its groups, in order, each whole. Decides what is a torn tail,
/// what is
/// missing because it was freed, and what is damage.
/// </summary>
/// <remarks>FORMAT.md, "What holds", 1 to 3.</remarks>
internal sealed class EpochReplay(
    string deviceName, SegmentWindow window, int segmentBlockCount, bool isNewest, ulong acceptedTail,
    Action<ReplayedBatch> apply)
{
    private readonly List<ReplayedBatch> _group = [];
    private readonly List<(int Segment, int Position)> _torn = [];
    private ulong _expected;
    private bool _hasEnd;

    /// <summary>Where the chain broke, or null while it holds.</summary>
    private (int Segment, int Position)? _break;

    /// <summary>The last batch applied.</summary>
    public ulong Tail { get; private set; }

    /// <summary>Headers of what is left of a torn group: to be zeroed.</summary>
    public IReadOnlyList<(int Segment, int Position)> Torn => _torn;

    public async Task RunAsync(IReadOnlyList<SegmentHeaderFormat> segments)
    {
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            if (i == 0) _expected = segment.FirstBatch;
            else EnterSegment(segment);
            window.Open(segment.Index);
            await FollowAsync(segment, isLast: i == segments.Count - 1);
        }

        End();
    }

    /// <summary>The log goes on in a later segment; between the two some may have been freed.</summary>
    private void EnterSegment(in SegmentHeaderFormat segment)
    {
        if (_break is not null || segment.FirstBatch == _expected) return;
        if (!_hasEnd || segment.FirstBatch < _expected) Damage(segment.Index, 0, "the segment before ends too early");

        // What is missing was freed, so its group was whole.
        SettleFollowed(isRestFreed: true);
        _expected = segment.FirstBatch;
    }

    private async Task FollowAsync(SegmentHeaderFormat segment, bool isLast)
    {
        _hasEnd = false;
        var position = 1;
        while (position < segmentBlockCount)
        {
            await window.LoadAsync(position + 1);
            if (!BatchHeaderFormat.TryRead(window.Block(position), segment, position, segmentBlockCount, out var header)
                || (_break is null && header.Sequence != _expected))
            {
                if (isLast && !window.Block(position).ContainsAnyExcept((byte)0)) break;
                position = await SearchAsync(segment, position);
                continue;
            }

            if (header.IsEndOfSegment)
            {
                CheckBehindHole(header);
                _hasEnd = true;
                return;
            }

            await window.LoadAsync(position + 1 + header.BlockCount);
            Take(segment, header, position);
            position += 1 + header.BlockCount;
        }

        if (position >= segmentBlockCount) _hasEnd = true;
        else if (!isLast) _break ??= (segment.Index, position);
    }

    /// <summary>No batch where one should be: the log's end, or a hole in it. Looks for what comes after.</summary>
    private async Task<int> SearchAsync(SegmentHeaderFormat segment, int position)
    {
        _break ??= (segment.Index, position);
        await window.LoadAsync(segmentBlockCount);
        for (var next = position + 1; next < segmentBlockCount; next++)
            if (BatchHeaderFormat.TryRead(window.Block(next), segment, next, segmentBlockCount, out _)) return next;
        return segmentBlockCount;
    }

    private void Take(in SegmentHeaderFormat segment, in BatchHeaderFormat header, int position)
    {
        CheckBehindHole(header);
        if (_break is not null)
        {
            _torn.Add((segment.Index, position));
            return;
        }

        if (_group.Count > 0 && _group[^1].Header.GroupFirst != header.GroupFirst) SettleFollowed(isRestFreed: false);
        _group.Add(Verify(segment, header, position));
        _expected = header.Sequence + 1;
    }

    /// <summary>Only batches of the very group that is torn can stand behind a hole.</summary>
    private void CheckBehindHole(in BatchHeaderFormat header)
    {
        if (_break is { } hole && header.GroupFirst > _expected)
            Damage(hole.Segment, hole.Position, "a batch is missing that later ones follow");
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

    /// <summary>A later group is there, so this one was flushed whole.</summary>
    private void SettleFollowed(bool isRestFreed)
    {
        if (_group.Count == 0) return;
        if (!isRestFreed && !_group[^1].Header.IsLastOfGroup)
            Damage(_group[^1].Segment, _group[^1].Header.Position, "the rest of a group is missing");
        ApplyGroup();
    }

    /// <summary>
    /// The epoch's end. In the newest epoch the last group may be torn. In an older one it cannot be: recovery erased
    /// what was,
    /// so what its group lacks lay in segments that are freed.
    /// </summary>
    private void End()
    {
        if (_break is { } hole && _expected <= acceptedTail)
            Damage(hole.Segment, hole.Position, "a batch is missing that was there at an earlier opening");
        var isWhole = _group.Count > 0 && _group[^1].Header.IsLastOfGroup
            && _group.TrueForAll(static batch => batch.BrokenBlock < 0);
        var isAccepted = _group.Count > 0 && _group[^1].Header.Sequence <= acceptedTail;
        if (isWhole || isAccepted || !isNewest)
        {
            ApplyGroup();
            return;
        }

        foreach (var batch in _group) _torn.Add((batch.Segment, batch.Header.Position));
        _group.Clear();
    }

    private void ApplyGroup()
    {
        foreach (var batch in _group)
        {
            if (batch.AreHeadsBroken)
                Damage(batch.Segment, batch.Header.Position + 1, "the checksum over a batch's heads is wrong");
            apply(batch);
            Tail = batch.Header.Sequence;
        }

        _group.Clear();
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void Damage(int segment, int position, string what) => throw new PoolException(
        PoolOutcome.Unreadable, $"{deviceName}: metadata is damaged at block {position} of segment {segment}: {what}");
}
