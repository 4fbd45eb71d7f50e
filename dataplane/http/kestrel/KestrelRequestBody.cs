using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Basalt.Http.Kestrel;

/// <summary>The server's body reader, whose failures become those of the contract.</summary>
internal sealed class KestrelRequestBody(PipeReader inner, CancellationToken aborted) : PipeReader
{
    /// <summary>Reading began, and with it a client that waits for 100 Continue was told to go on.</summary>
    public bool IsRead { get; private set; }

    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        => inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        IsRead = true;
        try
        {
            return await inner.ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (IsEndOfConnection(exception))
        {
            throw Failure(exception);
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        IsRead = true;
        try
        {
            return inner.TryRead(out result);
        }
        catch (Exception exception) when (IsEndOfConnection(exception))
        {
            throw Failure(exception);
        }
    }

    /// <summary>The server may notice the end of the connection before the end of the body, and cancel.</summary>
    private bool IsEndOfConnection(Exception exception)
        => exception is BadHttpRequestException or ConnectionResetException or ConnectionAbortedException
            || (exception is OperationCanceledException && aborted.IsCancellationRequested);

    private static IOException Failure(Exception cause)
        => cause is BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }
            ? new StalledBodyException("The request's body came too slowly.", cause)
            : new TruncatedBodyException("The request's body ended before it was whole.", cause);
}
