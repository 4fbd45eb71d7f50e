using System.IO.Pipelines;
using System.Security.Authentication;

namespace Basalt.Transport.Tls;

/// <summary>The reader of a connection with TLS. What is no TLS of this session ends the connection, counted as the
/// peer's mistake: the handler sees a connection that died, not an error of ours.</summary>
internal sealed class TlsInput(PipeReader reader, Connection plain) : PipeReader
{
    public override bool TryRead(out ReadResult result) => reader.TryRead(out result);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = reader.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? read : WaitAsync(read);
    }

    public override void AdvanceTo(SequencePosition consumed) => reader.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        => reader.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => reader.CancelPendingRead();

    public override void Complete(Exception? exception = null) => reader.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => reader.CompleteAsync(exception);

    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> read)
    {
        try
        {
            return await read;
        }
        catch (Exception failure) when (failure is AuthenticationException
            || failure is IOException and not ConnectionException)
        {
            // Of a connection that died before, SslStream says the same; its end is counted already.
            plain.Abort(ConnectionEnd.HandshakeFailed);
            throw new ConnectionException(plain.End, failure);
        }
    }
}
