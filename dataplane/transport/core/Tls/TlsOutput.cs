using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography;

namespace Basalt.Transport.Tls;

/// <summary>The writer of a connection with TLS: completing it sends close_notify, then half-closes.</summary>
/// <remarks>A stream's own pipe writer would write synchronously when completed, which a shard must not.</remarks>
internal sealed class TlsOutput(SslStream secret, PipeWriter plain, StreamPipeWriterOptions options) : PipeWriter
{
    private readonly PipeWriter _writer = Create(secret, options);
    private Task? _completed;

    /// <summary>Done when all is with the connection; completes the writer if nobody has.</summary>
    public Task CompletedAsync() => _completed ??= FinishAsync();

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _writer.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _writer.GetSpan(sizeHint);

    public override void Advance(int bytes) => _writer.Advance(bytes);

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _writer.FlushAsync(cancellationToken);
        }
        catch (ConnectionException failure)
        {
            Drop(failure);
            return new FlushResult(false, true);
        }
    }

    public override void CancelPendingFlush() => _writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        if (_completed is not null) return;
        _completed = exception is null ? FinishAsync() : Task.CompletedTask;
        if (exception is not null) plain.Complete(exception);
    }

    /// <summary>Gives the memory back of what could not be written; a writer that failed does not by itself.</summary>
    private void Drop(Exception failure) => _writer.Complete(failure);

    private async Task FinishAsync()
    {
        try
        {
            await _writer.FlushAsync();
            await _writer.CompleteAsync();
            await secret.ShutdownAsync();
        }
        catch (Exception failure) when (failure is IOException or CryptographicException)
        {
            // The connection died, which is counted there, or what the peer sent has broken the session.
            Drop(failure);
        }

        await plain.CompleteAsync();
    }
}
