using System.IO.Pipelines;
using System.Net;

using Basalt.Http.Http1.Head;
using Basalt.Runtime;
using Basalt.Transport;

namespace Basalt.Http.Http1;

/// <summary>Serves one connection's requests, one after the other, in the order they came. One shard alone.</summary>
internal sealed class Http1Connection(Http1Shard shard, IConnection transport)
{
    private TurnBudget _budget = new(HttpLimits.RequestsPerTurnMax);
    private LinkedListNode<Http1Connection>? _watched;
    private ReadWatch? _watch;
    private Http1Exchange? _exchange;

    public IConnection Transport => transport;

    /// <summary>The peer's address without its port; empty for one that has none.</summary>
    public string RemoteAddress => field ??= (transport.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "";

    /// <summary>Since when the client is waited for; the watch's own.</summary>
    public long WatchedSince { get; set; }

    /// <summary>What was waited for did not come in time.</summary>
    public bool IsLate { get; private set; }

    private PipeReader Input => transport.Input;

    public async Task ServeAsync()
    {
        try
        {
            while (await ReadHeadAsync() is { } outcome)
            {
                transport.Phase = ConnectionPhase.Working;
                if (!await AnswerAsync(outcome)) return;
                shard.Return(_exchange!);
                _exchange = null;
                if (!_budget.TrySpend(transport.Shard)) await transport.Shard.Yield();
            }
        }
        finally
        {
            Unwatch();
        }
    }

    /// <summary>What waits goes on without.</summary>
    public void OnLate()
    {
        IsLate = true;
        _watch = null;
        Input.CancelPendingRead();
    }

    /// <summary>From now on the client has the watch's time.</summary>
    public void Watch(ReadWatch watch)
    {
        if (_watch is not null) return;
        _watch = watch;
        watch.Enter(_watched ??= new LinkedListNode<Http1Connection>(this));
    }

    public void Unwatch()
    {
        _watch?.Leave(_watched!);
        _watch = null;
    }

    /// <summary>Reads a head, or what is wrong with it; null at the end of the connection.</summary>
    private async ValueTask<HeadOutcome?> ReadHeadAsync()
    {
        while (true)
        {
            if (!Input.TryRead(out var read)) read = await WaitAsync();
            var buffer = read.Buffer;
            if (_exchange is null && !buffer.IsEmpty) _exchange = shard.Rent(this);
            var outcome = buffer.IsEmpty ? HeadOutcome.Incomplete : _exchange!.Reader.Read(ref buffer);
            Input.AdvanceTo(buffer.Start, outcome == HeadOutcome.Incomplete ? buffer.End : buffer.Start);
            if (outcome != HeadOutcome.Incomplete)
            {
                Unwatch();

                // Whole at last, or wrong: late all the same.
                return IsLate ? HeadOutcome.Incomplete : outcome;
            }

            // Nobody is told what became of a request that never was one.
            if (IsLate) return _exchange is { Reader.HasBegun: true } ? HeadOutcome.Incomplete : null;
            if (read.IsCompleted) return null;
        }
    }

    private ValueTask<ReadResult> WaitAsync()
    {
        var hasBegun = _exchange is { Reader.HasBegun: true };
        if (hasBegun && transport.Phase != ConnectionPhase.Head) transport.Phase = ConnectionPhase.Head;
        if (!hasBegun && transport.Phase != ConnectionPhase.Head) transport.Phase = ConnectionPhase.Idle;
        if (transport.Phase == ConnectionPhase.Head) Watch(shard.Heads);
        return Input.ReadAsync();
    }

    private async ValueTask<bool> AnswerAsync(HeadOutcome outcome)
    {
        var exchange = _exchange!;
        var isFault = outcome != HeadOutcome.Done;
        exchange.Begin(isFault);
        try
        {
            if (isFault) await RefuseAsync(exchange, IsLate ? HttpFault.HeadTimeout : exchange.Reader.Fault);
            else await shard.Handler.HandleAsync(exchange);
            shard.Counters.CountRequest();
            return await exchange.FinishAsync();
        }
        catch (OperationCanceledException) when (transport.Died.IsCancellationRequested)
        {
            // The client has gone: nobody waits for an answer.
        }
        catch (Exception failure) when (
            failure is TruncatedBodyException or MalformedBodyException or StalledBodyException)
        {
            shard.Counters.CountBrokenBody();
        }
#pragma warning disable CA1031 // The loop of a connection ends that connection, and reports once why.
        catch (Exception failure) when (failure is not InvariantException)
#pragma warning restore CA1031
        {
            if (transport.End == ConnectionEnd.None)
            {
                shard.ReportFailure(exchange, failure);
                if (await TryAnswerFailureAsync(exchange)) return false;
            }
        }

        transport.Abort();
        return false;
    }

    /// <summary>Tells the client in its protocol's words that the handler failed; false if it is too late, or cannot
    /// be told either.</summary>
    private async ValueTask<bool> TryAnswerFailureAsync(Http1Exchange exchange)
    {
        if (!exchange.TryStartOver()) return false;
        try
        {
            await shard.Handler.HandleFaultAsync(exchange, HttpFault.HandlerFailed);
            await exchange.FinishAsync();
            return true;
        }
#pragma warning disable CA1031 // As in AnswerAsync: this ends the connection, and reports why.
        catch (Exception failure) when (failure is not InvariantException)
#pragma warning restore CA1031
        {
            if (transport.End == ConnectionEnd.None) shard.ReportFailure(exchange, failure);
            return false;
        }
    }

    private ValueTask RefuseAsync(Http1Exchange exchange, HttpFault fault)
    {
        shard.Counters.CountFault(fault);
        return shard.Handler.HandleFaultAsync(exchange, fault);
    }
}
