using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Basalt.Transport.Tls;

/// <summary>A connection's pipes as the stream that SslStream wants. Asynchronous alone; closing it closes
/// nothing.</summary>
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

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await output.WriteAsync(buffer, cancellationToken);
        if (result.IsCompleted) throw new ConnectionException(ConnectionEnd.Reset);
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
        => Take(await input.ReadAsync(cancellation), buffer.Span);

    /// <summary>Into an empty buffer: only that something is here.</summary>
    private int Take(in ReadResult result, Span<byte> target)
    {
        var source = result.Buffer;
        if (source.Length > target.Length) source = source.Slice(0, target.Length);
        source.CopyTo(target);
        input.AdvanceTo(source.End);
        return (int)source.Length;
    }
}
