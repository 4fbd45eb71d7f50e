using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Basalt.Http.Kestrel;

/// <summary>The server's body reader, whose failures become those of the contract.</summary>
internal sealed class KestrelRequestBody(PipeReader inner, CancellationToken aborted) : PipeReader
{
    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        => inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? read : WaitAsync(read);
    }

    public override bool TryRead(out ReadResult result)
    {
        try
        {
            return inner.TryRead(out result);
        }
        catch (BadHttpRequestException exception)
        {
            throw Truncated(exception);
        }
    }

    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> read)
    {
        try
        {
            return await read;
        }
        catch (BadHttpRequestException exception)
        {
            throw Truncated(exception);
        }
        catch (ConnectionResetException exception)
        {
            throw Truncated(exception);
        }
        catch (ConnectionAbortedException exception)
        {
            throw Truncated(exception);
        }
        catch (OperationCanceledException exception) when (aborted.IsCancellationRequested)
        {
            // The server may notice the end of the connection before the end of the body.
            throw Truncated(exception);
        }
    }

    private static TruncatedBodyException Truncated(Exception cause)
        => new("The request's body ended before it was whole.", cause);
}
