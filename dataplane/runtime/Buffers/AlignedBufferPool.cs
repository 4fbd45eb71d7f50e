namespace Basalt.Runtime.Buffers;

/// <summary>
/// A bounded number of aligned buffers of one size, cut from slabs. Memory is taken slab by slab when first needed and
/// kept. Any thread may rent and return; who finds none waits, in order.
/// </summary>
public sealed class AlignedBufferPool : IDisposable
{
    /// <summary>Bytes of memory taken at once, if a buffer is not larger itself.</summary>
    public const int SlabSize = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<AlignedBuffer> _made = [];
    private readonly Stack<AlignedBuffer> _free = new();
    private readonly LinkedList<TaskCompletionSource<AlignedBuffer>> _waiters = [];
    private readonly string _name;
    private int _madeCount;
    private bool _isDisposed;

    public AlignedBufferPool(string name, int bufferSize, int countMax)
    {
        Invariant.Check(bufferSize % AlignedBuffer.Alignment == 0);
        _name = name;
        BufferSize = bufferSize;
        CountMax = countMax;
    }

    public int BufferSize { get; }

    public int CountMax { get; }

    /// <summary>Buffers that somebody holds now.</summary>
    public int RentedCount
    {
        get
        {
            lock (_lock) return _madeCount - _free.Count;
        }
    }

    /// <summary>Whether somebody waits for a buffer.</summary>
    public bool HasWaiters
    {
        get
        {
            lock (_lock) return _waiters.Count > 0;
        }
    }

    /// <summary>A buffer now, or null.</summary>
    public AlignedBuffer? TryRent()
    {
        lock (_lock) return TakeFree();
    }

    /// <summary>A buffer, as soon as one is free.</summary>
    public ValueTask<AlignedBuffer> RentAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (TakeFree() is { } buffer) return new ValueTask<AlignedBuffer>(buffer);
            var waiter = new TaskCompletionSource<AlignedBuffer>(TaskCreationOptions.RunContinuationsAsynchronously);
            var node = _waiters.AddLast(waiter);
            return cancellation.CanBeCanceled
                ? WaitAsync(node, cancellation)
                : new ValueTask<AlignedBuffer>(waiter.Task);
        }
    }

    /// <summary>Gives a buffer back; exactly once.</summary>
    public void Return(AlignedBuffer buffer)
    {
        Invariant.Check(ReferenceEquals(buffer.Owner, this));
        TaskCompletionSource<AlignedBuffer> waiter;
        lock (_lock)
        {
            Invariant.Check(buffer.IsRented);
            do
            {
                if (_waiters.First is not { } first)
                {
                    buffer.IsRented = false;
                    if (_isDisposed) buffer.Free();
                    else _free.Push(buffer);
                    return;
                }

                _waiters.RemoveFirst();
                waiter = first.Value;
            }
            while (!waiter.TrySetResult(buffer));
        }
    }

    /// <summary>Frees what is here; what is still rented is freed on its return. Debug builds insist that all is
    /// back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            var rented = _madeCount - _free.Count;
            System.Diagnostics.Debug.WriteLineIf(rented > 0, $"pool {_name}: {rented} buffers were not returned");
            _madeCount -= _free.Count;
            while (_free.TryPop(out var buffer)) buffer.Free();
        }
    }

    /// <summary>Frees all, also what is rented: those who hold it are gone for good, with the process that a
    /// simulation ended.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach (var buffer in _made) buffer.Free();
        }
    }

    private AlignedBuffer? TakeFree()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_free.TryPop(out var buffer))
        {
            if (_madeCount == CountMax) return null;
            buffer = MakeSlab();
        }

        Invariant.Check(!buffer.IsRented);
        buffer.IsRented = true;
        return buffer;
    }

    private AlignedBuffer MakeSlab()
    {
        var count = Math.Min(Math.Max(1, SlabSize / BufferSize), CountMax - _madeCount);
        var slab = new AlignedSlab((nuint)count * (nuint)BufferSize, count, isPooled: true);
        _madeCount += count;
        for (var i = count - 1; i > 0; i--) _free.Push(Cut(slab, i));
        return Cut(slab, 0);
    }

    private AlignedBuffer Cut(AlignedSlab slab, int index)
    {
        var buffer = new AlignedBuffer(this, slab, (nuint)index * (nuint)BufferSize, BufferSize);
        _made.Add(buffer);
        return buffer;
    }

    private async ValueTask<AlignedBuffer> WaitAsync(
        LinkedListNode<TaskCompletionSource<AlignedBuffer>> node, CancellationToken cancellation)
    {
        using var registration = cancellation.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<AlignedBuffer>)state!).TrySetCanceled(token), node.Value);
        try
        {
            return await node.Value.Task;
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                if (node.List is not null) _waiters.Remove(node);
            }

            throw;
        }
    }
}
