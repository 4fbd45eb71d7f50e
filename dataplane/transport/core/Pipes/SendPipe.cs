using System.Buffers;
using System.IO.Pipelines;

using Basalt.Runtime;

namespace Basalt.Transport.Pipes;

/// <summary>What goes to a peer: the handler writes, the transport takes what was flushed. One shard alone.</summary>
/// <remarks>
/// Invariants:
/// - segments are a list from <c>_head</c> (from <c>_headIndex</c> on) to <c>_tail</c>: first <c>_unsent</c> bytes that
///   were flushed, then <c>_unflushed</c>;
/// - between <see cref="BeginSend"/> and <see cref="EndSend"/> the target reads the segments, so none of them goes,
///   whatever happens to the connection;
/// - the tail stays while a writer holds memory of it, from GetMemory to Advance.
/// </remarks>
internal sealed class SendPipe : PipeWriter
{
    /// <summary>More than this is not copied by WriteAsync but sent from where it lies.</summary>
    public const int CopySizeMax = PipeBuffers.BlockSize;

    /// <summary>The most that GetMemory gives in one piece.</summary>
    public const int SizeHintMax = 1024 * 1024;

    private readonly ISendTarget _target;
    private readonly Shard _shard;
    private readonly PipeBuffers _buffers;
    private readonly TransportLimits _limits;
    private readonly FlushSource _wait;
    private TurnBudget _budget;
    private PipeSegment? _head;
    private PipeSegment? _tail;
    private int _headIndex;
    private long _unsent;
    private long _unflushed;
    private long _waitFor;
    private bool _isMemoryOut;
    private bool _isSending;
    private bool _isCompleted;
    private bool _isDead;
    private bool _isCancelled;
    private bool _isWaitComing;

    public SendPipe(ISendTarget target, IConnectionHome home)
    {
        _target = target;
        _shard = home.Shard;
        _buffers = home.Buffers;
        _limits = home.Limits;
        _budget = new TurnBudget(_limits.TurnSendSizeMax);
        _wait = new FlushSource(this, home.Shard, home.Context);
    }

    /// <summary>Bytes that the transport took since the beginning.</summary>
    public long TotalSize { get; private set; }

    /// <summary>Bytes flushed and not taken.</summary>
    public long UnsentSize => _unsent;

    /// <summary>Whether all is sent and nothing more will come: time to half-close.</summary>
    public bool IsFinished => _isCompleted && _unsent == 0 && !_isDead;

    public bool IsCompleted => _isCompleted;

    /// <summary>Whether the handler waits for bytes to be sent.</summary>
    public bool IsWriterWaiting => _wait.IsWaiting || _isWaitComing;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _unflushed;

    /// <summary>Shows what is to be sent, in as many parts as there is room for; they stay until
    /// <see cref="EndSend"/>.</summary>
    /// <returns>How many parts; 0 if there is nothing.</returns>
    public int BeginSend(Span<ReadOnlyMemory<byte>> parts)
    {
        var left = _unsent;
        var count = 0;
        var index = _headIndex;
        for (var segment = _head; segment is not null && left > 0 && count < parts.Length; segment = segment.Following)
        {
            var part = segment.Memory[index..];
            index = 0;
            if (part.IsEmpty) continue;
            if (part.Length > left) part = part[..(int)left];
            left -= part.Length;
            parts[count++] = part;
        }

        _isSending = count > 0;
        return count;
    }

    /// <summary>The target has taken this much, and reads nothing any more.</summary>
    public void EndSend(long size)
    {
        _isSending = false;
        TotalSize += size;
        if (_isDead)
        {
            Drop();
            return;
        }

        _unsent -= size;
        Release(size);
        if (_unsent <= _waitFor) _wait.Signal();
        Kick();
    }

    /// <summary>The connection died: nothing more is sent, writers are told that it is over.</summary>
    public void Kill()
    {
        _isDead = true;
        if (!_isSending) Drop();
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sizeHint, SizeHintMax);
        CheckWriting();
        if (_tail is null || _tail.FreeSize < Math.Max(sizeHint, 1))
            Append(_buffers.RentBlock(Math.Max(sizeHint, PipeBuffers.BlockSize)));
        _isMemoryOut = true;
        return _tail!.Free;
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (!_isMemoryOut || bytes > _tail!.FreeSize)
            throw new InvalidOperationException("GetMemory comes before Advance, and gives its bound");
        _isMemoryOut = false;
        _tail.Grow(bytes);
        _unflushed += bytes;
        if (_isDead && !_isSending) Drop();
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        CheckWriting();
        cancellationToken.ThrowIfCancellationRequested();
        return FlushToThreshold(cancellationToken);
    }

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        CheckWriting();
        cancellationToken.ThrowIfCancellationRequested();
        if (source.Length <= CopySizeMax)
        {
            this.Write(source.Span);
            return FlushToThreshold(cancellationToken);
        }

        if (_isMemoryOut) throw new InvalidOperationException("Advance comes before WriteAsync");
        if (_isDead) return new ValueTask<FlushResult>(TakeResult());
        Append(_buffers.Wrap(source, null, 0));
        _unflushed += source.Length;

        // The caller gets its memory back, so all of it must be with the kernel; a token cannot end that.
        return Flush(0, 0, CancellationToken.None);
    }

    public override void CancelPendingFlush()
    {
        // A wait for memory that is being sent from ends with the sending.
        _isCancelled = true;
        if (_waitFor > 0) _wait.Signal();
    }

    public override void Complete(Exception? exception = null)
    {
        if (_isCompleted) return;
        _isCompleted = true;
        _isMemoryOut = false;
        if (exception is not null) _target.OnWriterFailed();
        if (_isDead && !_isSending) Drop();
        Commit();
        Kick();
    }

    private ValueTask<FlushResult> FlushToThreshold(CancellationToken token)
        => Flush(_buffers.Threshold(_limits.SendPauseSize), _buffers.Threshold(_limits.SendResumeSize), token);

    private ValueTask<FlushResult> Flush(long pauseAt, long resumeAt, CancellationToken token)
    {
        var isInBudget = _budget.TrySpend(_shard, (int)Math.Min(_unflushed, int.MaxValue));
        Commit();
        if (!_isSending && _unsent > 0)
        {
            // The target asks whether anybody waits, before there is anything to wait for.
            _isWaitComing = _unsent > pauseAt;
            _target.OnSendReady();
            _isWaitComing = false;
        }

        if (_isDead || (_unsent <= pauseAt && isInBudget)) return new ValueTask<FlushResult>(TakeResult());

        // A peer that takes all at once would otherwise keep its handler writing, and the shard with it.
        if (_unsent <= pauseAt) return _wait.BeginNextTurn(token);
        _waitFor = resumeAt;
        return _wait.Begin(token);
    }

    private void Commit()
    {
        if (_isDead) return;
        _unsent += _unflushed;
        _unflushed = 0;
    }

    private void Kick()
    {
        if (!_isSending && !_isDead && (_unsent > 0 || _isCompleted)) _target.OnSendReady();
    }

    private void CheckWriting()
    {
        if (_isCompleted) throw new InvalidOperationException("writing is completed");
    }

    private FlushResult TakeResult()
    {
        var isCancelled = _isCancelled;
        _isCancelled = false;
        return new FlushResult(isCancelled, _isDead);
    }

    private void Append(PipeSegment segment)
    {
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
    }

    private void Release(long size)
    {
        while (_head is { } segment)
        {
            var part = segment.Memory.Length - _headIndex;
            if (part > size)
            {
                _headIndex += (int)size;
                return;
            }

            size -= part;
            if (segment == _tail && (_isMemoryOut || _unflushed > 0))
            {
                _headIndex = segment.Memory.Length;
                return;
            }

            RemoveHead(segment);
        }
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
        _unsent = 0;
        _unflushed = 0;
        while (_head is { } segment && !(segment == _tail && _isMemoryOut)) RemoveHead(segment);
        _headIndex = _head?.Memory.Length ?? 0;
        _wait.Signal();
    }

    private sealed class FlushSource(SendPipe pipe, Shard shard, SynchronizationContext context)
        : ShardSource<FlushResult>(shard, context)
    {
        protected override bool HasResult => pipe._isDead || pipe._unsent <= pipe._waitFor;

        protected override FlushResult Take() => pipe.TakeResult();
    }
}
