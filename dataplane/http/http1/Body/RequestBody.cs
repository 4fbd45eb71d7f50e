using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Basalt.Http.Http1.Body;

/// <summary>A request's body as its handler reads it: what came, where it was received. One shard alone.</summary>
/// <remarks>
/// Invariants: while a read is held (<c>IsHeld</c>) the connection's reader is, too; a body that failed fails each
/// further read in the same way; at the end the connection's reader stands at the next request.
/// </remarks>
internal abstract class RequestBody(Http1Exchange exchange) : PipeReader
{
    private Exception? _failure;

    /// <summary>Whether the handler began to read.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Whether all of it was read and consumed.</summary>
    public abstract bool IsAtEnd { get; }

    /// <summary>Whether it failed: what comes next on the connection cannot be known.</summary>
    public bool IsBroken => _failure is not null;

    protected bool IsHeld { get; set; }

    protected PipeReader Input => exchange.Input;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (IsHeld) throw new InvalidOperationException("AdvanceTo comes before the next read.");
        if (IsAtEnd) return new ValueTask<ReadResult>(new ReadResult(default, false, true));
        if (!IsRead && exchange.MustContinue) return ContinueAsync(cancellationToken);
        return TryRead(out var result) ? new ValueTask<ReadResult>(result) : WaitAsync(cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (IsHeld) throw new InvalidOperationException("AdvanceTo comes before the next read.");
        if (_failure is not null) throw _failure;
        result = new ReadResult(default, false, IsAtEnd);
        if (IsAtEnd) return true;
        if (!IsRead && exchange.MustContinue) return false;
        IsRead = true;
        try
        {
            while (Input.TryRead(out var read))
                if (Take(read, out result)) return true;
        }
        catch (IOException failure)
        {
            throw Fail(failure);
        }

        return false;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void CancelPendingRead() => Input.CancelPendingRead();

    /// <summary>What is left is dropped when the exchange ends.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>Reads to the end and drops; false if that is further than may be, or does not come.</summary>
    public async ValueTask<bool> DrainAsync(long sizeMax)
    {
        Release();
        var size = 0L;
        try
        {
            while (!IsAtEnd)
            {
                var read = await ReadAsync();
                size += read.Buffer.Length;
                AdvanceTo(read.Buffer.End);
                if (size > sizeMax || read.IsCanceled) return false;
            }
        }
        catch (IOException)
        {
            // It will not come: the same as too far.
            return false;
        }

        return true;
    }

    /// <summary>Ends a read that the handler left open.</summary>
    public abstract void Release();

    protected void Begin()
    {
        _failure = null;
        IsRead = false;
        IsHeld = false;
    }

    /// <summary>Takes over what the connection's reader has; false if it was coding alone, and was advanced
    /// over.</summary>
    protected abstract bool Take(in ReadResult read, out ReadResult result);

    protected static TruncatedBodyException Truncated() => new("The request's body ended before it was whole.");

    private async ValueTask<ReadResult> ContinueAsync(CancellationToken cancellation)
    {
        await exchange.ContinueAsync(cancellation);
        IsRead = true;
        return TryRead(out var result) ? result : await WaitAsync(cancellation);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                exchange.AwaitBody();
                var read = await Input.ReadAsync(cancellation);
                exchange.EndAwait();
                if (exchange.IsBodyLate) throw Stalled(read);
                if (Take(read, out var result)) return result;
            }
        }
        catch (IOException failure)
        {
            throw Fail(failure);
        }
        finally
        {
            exchange.EndAwait();
        }
    }

    private StalledBodyException Stalled(in ReadResult read)
    {
        Input.AdvanceTo(read.Buffer.Start);
        return new StalledBodyException("Nothing of the request's body came for too long.");
    }

    /// <summary>A connection that died in the middle of a body leaves it truncated.</summary>
    private Exception Fail(IOException failure)
        => _failure = failure is MalformedBodyException or TruncatedBodyException or StalledBodyException
            ? failure
            : new TruncatedBodyException("The connection ended before the request's body was whole.", failure);
}
