using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Basalt.Transport.Tls;

/// <summary>A connection's pipes as the stream that SslStream wants. Asynchronous alone; closing it closes
/// nothing.</summary>
/// <remarks>
/// SslStream awaits with ConfigureAwait(false), and a task that ends where there is a synchronization context hands
/// such a continuation to the thread pool, off the shard. So what waited here goes on without the context, which the
/// pipe that woke it puts back; the handler above, which awaits with it, comes back to it by a place in the turn.
/// </remarks>
internal sealed class PipeStream(PipeReader input, PipeWriter output) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => input.TryRead(out var result)
            ? new ValueTask<int>(Take(result, buffer.Span))
            : WaitAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var write = output.WriteAsync(buffer, cancellationToken);
        if (!write.IsCompletedSuccessfully) return WaitAsync(write);
        return write.Result.IsCompleted
            ? ValueTask.FromException(new ConnectionException(ConnectionEnd.Reset))
            : ValueTask.CompletedTask;
    }

    public override async Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override async Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => await WriteAsync(buffer.AsMemory(offset, count), cancellationToken);

    /// <summary>Nothing to do: each write is flushed.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        ReadResult result;
        try
        {
            result = await input.ReadAsync(cancellation);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        return Take(result, buffer.Span);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask WaitAsync(ValueTask<FlushResult> write)
    {
        FlushResult result;
        try
        {
            result = await write;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        if (result.IsCompleted) throw new ConnectionException(ConnectionEnd.Reset);
    }

    /// <summary>Into an empty buffer: only that something is here.</summary>
    private int Take(in ReadResult result, Span<byte> target)
    {
        var source = result.Buffer;
        if (source.Length > target.Length) source = source.Slice(0, target.Length);
        source.CopyTo(target);

        // Taken before the segments go back, which a length of several of them is read from.
        var size = (int)source.Length;
        input.AdvanceTo(source.End);
        return size;
    }
}
