using System.Buffers;
using System.IO.Pipelines;

using Basalt.Runtime;

namespace Basalt.Transport.Pipes;

/// <summary>What came in from a peer: the transport pushes segments, the handler reads them. One shard alone.</summary>
/// <remarks>
/// Invariants:
/// - segments are a list from <c>_head</c> (from <c>_headIndex</c> on) to <c>_tail</c>, all of it not consumed;
/// - a wait is pending only while everything here was examined, so a push always ends it;
/// - while a wait is pending nothing here is lent: what is left over lies in own blocks;
/// - what a reader has not examined is shown to it by <see cref="TransportLimits.TurnReceiveSizeMax"/> a turn, and the
///   end of the input only with the last of it;
/// - paused: the source was told to stop and will be told once to go on.
/// </remarks>
internal sealed class ReceivePipe : PipeReader
{
    private readonly IReceiveSource _source;
    private readonly Shard _shard;
    private readonly PipeBuffers _buffers;
    private readonly TransportLimits _limits;
    private readonly ReadSource _wait;
    private TurnBudget _budget;
    private PipeSegment? _head;
    private PipeSegment? _tail;
    private int _headIndex;
    private long _size;
    private long _examinedSize;
    private bool _isAllExamined = true;
    private bool _isReading;
    private bool _isPaused;
    private bool _hasWaited;
    private bool _isEnded;
    private bool _isCompleted;
    private bool _isCancelled;
    private Func<Exception>? _fault;

    public ReceivePipe(IReceiveSource source, IConnectionHome home)
    {
        _source = source;
        _shard = home.Shard;
        _buffers = home.Buffers;
        _limits = home.Limits;
        _budget = new TurnBudget(_limits.TurnReceiveSizeMax);
        _wait = new ReadSource(this, home.Shard, home.Context);
    }

    /// <summary>Bytes that came in since the beginning.</summary>
    public long TotalSize { get; private set; }

    /// <summary>Bytes here.</summary>
    public long Size => _size;

    /// <summary>Whether the handler waits for the peer.</summary>
    public bool IsReaderWaiting => _wait.IsWaiting;

    /// <summary>Whether the handler waited since this was last asked, or does now.</summary>
    public bool TakeHasWaited()
    {
        var hasWaited = _hasWaited;
        _hasWaited = IsReaderWaiting;
        return hasWaited;
    }

    /// <summary>Whether no more comes: half-close of the peer, or death.</summary>
    public bool IsEnded => _isEnded;

    /// <summary>Whether the handler reads no more: what comes is dropped.</summary>
    public bool IsCompleted => _isCompleted;

    /// <summary>Whether the source is to stop receiving; it is told when to go on.</summary>
    public bool IsPaused => _isPaused;

    /// <summary>Takes what came in. True if more may come now.</summary>
    public bool Push(PipeSegment segment)
    {
        var size = segment.Memory.Length;
        TotalSize += size;
        if (_isCompleted || _isEnded || size == 0)
        {
            _buffers.Return(segment);
            return true;
        }

        if (_tail is null)
        {
            _head = segment;
            _headIndex = 0;
        }
        else
        {
            _tail.Append(segment);
        }

        _tail = segment;
        _size += size;
        _isAllExamined = false;
        _wait.Signal();
        if (_size >= _buffers.Threshold(_limits.ReceivePauseSize)) _isPaused = true;
        return !_isPaused;
    }

    /// <summary>The peer sends no more; what is here can still be read.</summary>
    public void EndInput()
    {
        _isEnded = true;
        _wait.Signal();
    }

    /// <summary>The connection died: the next read throws, what is here is dropped unless it is being read.</summary>
    public void Fault(Func<Exception> fault)
    {
        _fault ??= fault;
        _isEnded = true;
        if (!_isReading) Drop();
        _wait.Signal();
    }

    public override bool TryRead(out ReadResult result)
    {
        CheckReading();
        if (!IsReady || !TryBeginTurn())
        {
            result = default;
            return false;
        }

        result = TakeResult();
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        CheckReading();
        cancellationToken.ThrowIfCancellationRequested();
        if (IsReady)
            return TryBeginTurn() ? new ValueTask<ReadResult>(TakeResult()) : _wait.BeginNextTurn(cancellationToken);
        if (_size > _limits.ReceiveHeldSizeMax)
            throw new InvalidOperationException($"a reader may leave {_limits.ReceiveHeldSizeMax} bytes unconsumed");
        HoldLeftover();
        var wait = _wait.Begin(cancellationToken);
        _hasWaited = true;

        // Also at the threshold: a reader that asks for more than that gets it, up to what it may leave unconsumed.
        Resume();
        return wait;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (!_isReading) throw new InvalidOperationException("nothing is being read");
        _isReading = false;
        if (_fault is not null)
        {
            Drop();
            return;
        }

        _isAllExamined = _tail is null
            || (ReferenceEquals(examined.GetObject(), _tail) && examined.GetInteger() == _tail.Memory.Length);
        if (consumed.GetObject() is PipeSegment segment)
        {
            // Before anything goes: a place is counted along the list.
            var examinedSize = PlaceOf(examined) - PlaceOf(consumed);
            Consume(segment, consumed.GetInteger());
            _examinedSize = Math.Max(0, examinedSize);
        }

        if (_size <= _limits.ReceiveResumeSize) Resume();
    }

    public override void CancelPendingRead()
    {
        _isCancelled = true;
        _wait.Signal();
    }

    public override void Complete(Exception? exception = null)
    {
        if (_isCompleted) return;
        _isCompleted = true;
        _isReading = false;
        Drop();
        Resume();
        if (exception is not null) _source.OnReaderFailed();
    }

    private bool IsReady => !_isAllExamined || _isEnded || _isCancelled;

    /// <summary>Whether this turn's budget has something left. <see cref="TakeResult"/> spends what is
    /// shown.</summary>
    private bool TryBeginTurn() => (_isEnded && _size == 0) || _budget.TrySpend(_shard, 0);

    private static long PlaceOf(SequencePosition position)
        => ((PipeSegment)position.GetObject()!).RunningIndex + position.GetInteger();

    private void CheckReading()
    {
        if (_isCompleted) throw new InvalidOperationException("reading is completed");
        if (_isReading) throw new InvalidOperationException("AdvanceTo comes before the next read");
    }

    private ReadResult TakeResult()
    {
        if (_fault is { } fault) throw fault();
        _isReading = true;
        var isCancelled = _isCancelled;
        _isCancelled = false;
        if (_head is null) return new ReadResult(ReadOnlySequence<byte>.Empty, isCancelled, _isEnded);
        var last = Show();
        var buffer = new ReadOnlySequence<byte>(_head, _headIndex, last, last.Memory.Length);
        return new ReadResult(buffer, isCancelled, _isEnded && last == _tail);
    }

    /// <summary>The last segment that the reader sees this time: all it has examined before, and a turn's part of the
    /// rest.</summary>
    private PipeSegment Show()
    {
        var last = _head!;
        var shown = (long)last.Memory.Length - _headIndex;
        var sizeMax = _examinedSize + _limits.TurnReceiveSizeMax;
        while (last != _tail && shown < sizeMax)
        {
            last = last.Following!;
            shown += last.Memory.Length;
        }

        _budget.TrySpend(_shard, (int)Math.Max(1, shown - _examinedSize));
        return last;
    }

    private void Consume(PipeSegment segment, int index)
    {
        while (_head != segment)
        {
            // A position behind the head would walk off the list.
            var passed = _head ?? throw new InvalidOperationException("consumed is not in what was read");
            _size -= passed.Memory.Length - _headIndex;
            RemoveHead(passed);
        }

        _size -= index - _headIndex;
        _headIndex = index;
        if (index == segment.Memory.Length) RemoveHead(segment);
    }

    private void RemoveHead(PipeSegment segment)
    {
        _head = segment.Following;
        _headIndex = 0;
        if (_head is null) _tail = null;
        _buffers.Return(segment);
    }

    private void Drop()
    {
        while (_head is { } segment) RemoveHead(segment);
        _size = 0;
        _examinedSize = 0;
        _isAllExamined = true;
    }

    private void Resume()
    {
        if (!_isPaused) return;
        _isPaused = false;
        _source.OnReceiveResumed();
    }

    /// <summary>Copies what the reader left from lent memory to own blocks, so that who waits holds nothing of
    /// others.</summary>
    private void HoldLeftover()
    {
        if (_head is null) return;
        var segment = _head;
        var index = _headIndex;
        PipeSegment? last = null;
        while (segment is not null && segment.Block is not null)
        {
            last = segment;
            segment = segment.Following;
            index = 0;
        }

        if (segment is null) return;
        if (last is null)
        {
            _head = _tail = last = _buffers.RentBlock(PipeBuffers.HeldBlockSize);
            _headIndex = 0;
        }

        while (segment is not null)
        {
            var following = segment.Following;
            if (segment.Block is null)
            {
                last = Copy(segment.Memory.Span[index..], last);
                _buffers.Return(segment);
            }
            else
            {
                last.Append(segment);
                last = segment;
            }

            segment = following;
            index = 0;
        }

        // What came after it has been given back, and is another connection's next.
        last.End();
        _tail = last;
    }

    private PipeSegment Copy(ReadOnlySpan<byte> source, PipeSegment last)
    {
        while (true)
        {
            var part = source[..Math.Min(source.Length, last.FreeSize)];
            part.CopyTo(last.Free.Span);
            last.Grow(part.Length);
            source = source[part.Length..];
            if (source.IsEmpty) return last;
            var block = _buffers.RentBlock(PipeBuffers.HeldBlockSize);
            last.Append(block);
            last = block;
        }
    }

    private sealed class ReadSource(ReceivePipe pipe, Shard shard, SynchronizationContext context)
        : ShardSource<ReadResult>(shard, context)
    {
        protected override bool HasResult => pipe.IsReady;

        protected override ReadResult Take() => pipe.TakeResult();
    }
}
