namespace Basalt.Objects.Core.Bodies;

/// <summary>Bytes of other objects, one after the other; one segment is open at a time.</summary>
internal sealed class SegmentedBody : ObjectBody
{
    private readonly ObjectStore _store;
    private readonly IReadOnlyList<SegmentPlace> _segments;
    private readonly SegmentAccess? _access;
    private readonly int _depth;
    private readonly long[] _starts;
    private ObjectReader? _open;
    private int _openIndex = -1;

    public SegmentedBody(ObjectStore store, IReadOnlyList<SegmentPlace> segments, SegmentAccess? access, int depth)
    {
        _store = store;
        _segments = segments;
        _access = access;
        _depth = depth;
        _starts = new long[segments.Count];
        for (var index = 1; index < segments.Count; index++)
            _starts[index] = _starts[index - 1] + segments[index - 1].Size;
    }

    public override async ValueTask<ObjectOutcome> ReadAsync(
        long offset, Memory<byte> target, CancellationToken cancellation)
    {
        for (var index = Find(offset); !target.IsEmpty; index++)
        {
            var segment = _segments[index];
            var offsetInSegment = offset - _starts[index];
            var size = (int)Math.Min(target.Length, segment.Size - offsetInSegment);
            if (size == 0)
                continue;
            var outcome = await OpenAsync(index, cancellation);
            if (outcome == ObjectOutcome.Done)
                outcome = await _open!.ReadAsync(segment.Offset + offsetInSegment, target[..size], cancellation);
            if (outcome != ObjectOutcome.Done)
                return outcome;
            offset += size;
            target = target[size..];
        }

        return ObjectOutcome.Done;
    }

    public override ValueTask DisposeAsync() => _open?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask<ObjectOutcome> OpenAsync(int index, CancellationToken cancellation)
    {
        if (_openIndex == index)
            return ObjectOutcome.Done;
        if (_open is not null)
            await _open.DisposeAsync();
        (_open, _openIndex) = (null, -1);
        var segment = _segments[index];
        var opened = await _store.OpenSegmentAsync(segment, _access, _depth, cancellation);
        if (!opened.IsDone)
            return opened.Outcome is ObjectOutcome.NoSuchObject ? ObjectOutcome.SegmentUnavailable : opened.Outcome;
        var info = opened.Value.Info;
        if (info.Size != segment.SizeOfAll || segment.ETag != info.ETag)
        {
            await opened.Value.DisposeAsync();
            return ObjectOutcome.SegmentUnavailable;
        }

        (_open, _openIndex) = (opened.Value, index);
        return ObjectOutcome.Done;
    }

    /// <summary>The last segment that starts at or before the offset: empty ones before it are passed over.</summary>
    private int Find(long offset)
    {
        var index = Array.BinarySearch(_starts, offset);
        if (index < 0)
            return ~index - 1;
        while (index + 1 < _starts.Length && _starts[index + 1] == offset)
            index++;
        return index;
    }
}
