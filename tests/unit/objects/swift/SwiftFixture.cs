using System.IO.Pipelines;
using System.Text;
using Basalt.Http;
using Basalt.Objects.Core;
using Basalt.Objects.Swift;
using Basalt.Tests.Support.Pools;
using Basalt.Tests.Unit.Objects.Core;

namespace Basalt.Tests.Unit.Objects.Swift;

/// <summary>The Swift face over a real pool in memory. Requests are a member's of project p1 unless they say
/// otherwise.</summary>
internal sealed class SwiftFixture : IAsyncDisposable
{
    public const string Member = "p1:u1:member";
    public const string Account = "/v1/AUTH_p1";

    private readonly TestPool _pool;
    private readonly SwiftHandler _handler;

    private SwiftFixture(TestPool pool)
    {
        _pool = pool;
        _handler = new SwiftHandler(new ObjectStore(pool.Pool, Clock), Identity, Clock, new SwiftOptions());
    }

    public ManualClock Clock { get; } = new();

    public FixedIdentity Identity { get; } = new();

    /// <summary>With one container, c.</summary>
    public static async Task<SwiftFixture> OpenAsync()
    {
        var fixture = new SwiftFixture(await TestPool.OpenAsync());
        await fixture.SendAsync("PUT", "/c");
        return fixture;
    }

    public Task<SwiftResponse> SendAsync(string method, string path, params (string Name, string Value)[] headers)
        => SendAsync(method, path, default, headers);

    public Task<SwiftResponse> PutAsync(string path, string body, params (string Name, string Value)[] headers)
        => SendAsync("PUT", path, Encoding.UTF8.GetBytes(body), headers);

    /// <param name="method">The method.</param>
    /// <param name="path">Below the account, or a whole target.</param>
    /// <param name="body">The body.</param>
    /// <param name="headers">A token of "-" sends none.</param>
    public async Task<SwiftResponse> SendAsync(
        string method, string path, ReadOnlyMemory<byte> body, params (string Name, string Value)[] headers)
    {
        var target = path.StartsWith("/v1", StringComparison.Ordinal) || path == "/info" ? path : Account + path;
        using var exchange = new InMemoryHttpExchange(method, target, body);
        if (method is "PUT" or "POST" && !headers.Any(header => header.Name == "No-Length"))
            exchange.WithHeader("Content-Length", $"{body.Length}");
        if (!headers.Any(header => header.Name == "X-Auth-Token"))
            exchange.WithHeader("X-Auth-Token", Member);
        foreach (var (name, value) in headers.Where(header => header.Value != "-"))
            exchange.WithHeader(name, value);

        // As every front does.
        if (FieldRules.AreGood(exchange.RequestHeaders)) await _handler.HandleAsync(exchange);
        else await _handler.HandleFaultAsync(exchange, HttpFault.Field);
        return new SwiftResponse(
            exchange.StatusCode, exchange.ResponseHeaders, await exchange.ReadResponseAsync(), exchange.IsAborted);
    }

    /// <summary>Puts a chunked body as it comes.</summary>
    public async Task<SwiftResponse> PutAsync(string path, PipeReader body)
    {
        using var exchange = new InMemoryHttpExchange("PUT", Account + path, body, contentLength: null)
            .WithHeader("Transfer-Encoding", "chunked").WithHeader("X-Auth-Token", Member);
        await _handler.HandleAsync(exchange);
        return new SwiftResponse(
            exchange.StatusCode, exchange.ResponseHeaders, await exchange.ReadResponseAsync(), exchange.IsAborted);
    }

    /// <summary>What the front refuses, with what it knows of it.</summary>
    public async Task<SwiftResponse> RefuseAsync(HttpFault fault, string method, string target)
    {
        using var exchange = new InMemoryHttpExchange(method, target);
        await _handler.HandleFaultAsync(exchange, fault);
        return new SwiftResponse(
            exchange.StatusCode, exchange.ResponseHeaders, await exchange.ReadResponseAsync(), exchange.IsAborted);
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
