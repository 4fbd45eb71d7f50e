using Basalt.Http.Http1.Response;
using Basalt.Runtime;

namespace Basalt.Http.Http1;

/// <summary>What the connections of one front share. On its shard.</summary>
internal sealed class Http1Shard(Shard shard, IHttpHandler handler, RequestIds ids, Http1Options options) : IDisposable
{
    /// <summary>Exchanges kept for the next request; more are made and dropped.</summary>
    private const int ExchangeCountMax = 256;

    private readonly Stack<Http1Exchange> _exchanges = new();

    public IHttpHandler Handler { get; } = handler;

    public RequestIds Ids { get; } = ids;

    public DateField Date { get; } = new(shard.Time);

    public ReadWatch Heads { get; } = new(shard, HttpLimits.HeadersTimeMax);

    public ReadWatch Bodies { get; } = new(shard, HttpLimits.StalledRequestTimeMax);

    public Http1Counters Counters { get; } = new();

    public Http1Exchange Rent(Http1Connection connection)
    {
        if (!_exchanges.TryPop(out var exchange)) exchange = new Http1Exchange(this);
        exchange.Attach(connection);
        return exchange;
    }

    /// <summary>Takes one back that ended in good order; others are left to the collector, since who failed may hold
    /// them still.</summary>
    public void Return(Http1Exchange exchange)
    {
        exchange.Detach();
        if (_exchanges.Count < ExchangeCountMax) _exchanges.Push(exchange);
    }

    public void ReportFailure(HttpExchange exchange, Exception failure)
    {
        Counters.CountFailure();
        options.OnHandlerFailed(failure, exchange.RequestId, exchange.Method);
    }

    public void Dispose()
    {
        Heads.Dispose();
        Bodies.Dispose();
    }
}
