namespace Basalt.Transport;

/// <summary>What a listener counts since it began. Written on its shard, read by any thread.</summary>
public sealed class TransportCounters
{
    private readonly long[] _refused = new long[(int)Admission.TooManyFromAddress + 1];
    private readonly long[] _ended = new long[(int)ConnectionEnd.Refused + 1];
    private long _accepted;
    private long _open;
    private long _acceptShortages;
    private long _receivedSize;
    private long _sentSize;
    private long _blocks;
    private long _secretBlocks;
    private long _heapBlocks;
    private long _bufferWaits;

    /// <summary>Connections let in.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections that are now.</summary>
    public long Open => Volatile.Read(ref _open);

    /// <summary>Times that accepting paused, since the process was short of descriptors or memory.</summary>
    public long AcceptShortages => Volatile.Read(ref _acceptShortages);

    /// <summary>Bytes from peers.</summary>
    public long ReceivedSize => Volatile.Read(ref _receivedSize);

    /// <summary>Bytes to peers.</summary>
    public long SentSize => Volatile.Read(ref _sentSize);

    /// <summary>Blocks of memory that connections hold now: to send from, for what a handler left unconsumed, for what
    /// TLS made plain.</summary>
    public long Blocks => Volatile.Read(ref _blocks) + Volatile.Read(ref _secretBlocks);

    /// <summary>Blocks that the heap gave, since those that connections share were all in use.</summary>
    public long HeapBlocks => Volatile.Read(ref _heapBlocks);

    /// <summary>Times that a receive found no buffer and waited for one.</summary>
    public long BufferWaits => Volatile.Read(ref _bufferWaits);

    /// <summary>Connections not let in, by reason.</summary>
    public long Refused(Admission reason) => Volatile.Read(ref _refused[(int)reason]);

    /// <summary>Connections that ended, by reason.</summary>
    public long Ended(ConnectionEnd reason) => Volatile.Read(ref _ended[(int)reason]);

    internal void CountAccepted()
    {
        Interlocked.Increment(ref _accepted);
        Interlocked.Increment(ref _open);
    }

    internal void CountEnded(ConnectionEnd reason)
    {
        Interlocked.Decrement(ref _open);
        Interlocked.Increment(ref _ended[(int)reason]);
    }

    internal void CountRefused(Admission reason) => Interlocked.Increment(ref _refused[(int)reason]);

    internal void CountAcceptShortage() => Interlocked.Increment(ref _acceptShortages);

    // TLS may give its memory back on any thread.
    internal void CountSecretBlocks(int change) => Interlocked.Add(ref _secretBlocks, change);

    // One writer, the shard: plain sums, published whole.
    internal void CountBlocks(int change) => Volatile.Write(ref _blocks, _blocks + change);

    internal void CountHeapBlock() => Volatile.Write(ref _heapBlocks, _heapBlocks + 1);

    internal void CountBufferWait() => Volatile.Write(ref _bufferWaits, _bufferWaits + 1);

    internal void CountReceived(long size) => Volatile.Write(ref _receivedSize, _receivedSize + size);

    internal void CountSent(long size) => Volatile.Write(ref _sentSize, _sentSize + size);
}
