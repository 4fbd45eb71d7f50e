using System.Text;
using Basalt.Http;
using Basalt.Objects.Core;
using Basalt.Objects.S3;
using Basalt.Tests.Support.Pools;
using Basalt.Tests.Unit.Objects.Core;

namespace Basalt.Tests.Unit.Objects.S3;

/// <summary>
/// The S3 face over a real pool in memory, with a member and a reader of project p1 and a member of p2.
/// </summary>
internal sealed class S3Fixture : IAsyncDisposable
{
    public const string Member = "AKIDMEMBER";
    public const string Reader = "AKIDREADER";
    public const string Stranger = "AKIDSTRANGER";

    private readonly TestPool _pool;
    private readonly S3Handler _handler;

    private S3Fixture(TestPool pool, S3Options options)
    {
        _pool = pool;
        Store = new ObjectStore(pool.Pool, Clock);
        Keys.Add(Member, "member's secret", "p1", "member");
        Keys.Add(Reader, "reader's secret", "p1", "reader");
        Keys.Add(Stranger, "stranger's secret", "p2", "member");
        _handler = new S3Handler(Store, Keys, Clock, options);
    }

    public ManualClock Clock { get; } = new();

    public KnownKeys Keys { get; } = new();

    public ObjectStore Store { get; }

    /// <summary>With one bucket, bucket.</summary>
    public static async Task<S3Fixture> OpenAsync(S3Options? options = null)
    {
        var fixture = new S3Fixture(await TestPool.OpenAsync(), options ?? new S3Options());
        if (options is null)
            (await fixture.SendAsync("PUT", "/bucket")).Is(200);
        return fixture;
    }

    public Task<S3Answer> SendAsync(string method, string target, params (string Name, string Value)[] headers)
        => SendAsync(new S3Call(method, target), headers);

    public Task<S3Answer> PutAsync(string target, string body, params (string Name, string Value)[] headers)
        => SendAsync(new S3Call("PUT", target, Encoding.UTF8.GetBytes(body)), headers);

    public Task<S3Answer> PostAsync(string target, string body, params (string Name, string Value)[] headers)
        => SendAsync(new S3Call("POST", target, Encoding.UTF8.GetBytes(body)), headers);

    /// <summary>Signs and sends.</summary>
    public Task<S3Answer> SendAsync(S3Call call, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            call.With(name, value);
        return SendSignedAsync(call.Sign(Keys.SecretOf(call.AccessKey), Clock.GetUtcNow()));
    }

    /// <summary>Sends as it is.</summary>
    public async Task<S3Answer> SendSignedAsync(S3Call call)
    {
        using var exchange = call.ToExchange();

        // As every front does.
        if (FieldRules.AreGood(exchange.RequestHeaders)) await _handler.HandleAsync(exchange);
        else await _handler.HandleFaultAsync(exchange, HttpFault.Field);
        return await AnswerAsync(exchange);
    }

    /// <summary>What the front refuses, with what it knows of it.</summary>
    public async Task<S3Answer> RefuseAsync(HttpFault fault, string method, string target)
    {
        using var exchange = new InMemoryHttpExchange(method, target);
        await _handler.HandleFaultAsync(exchange, fault);
        return await AnswerAsync(exchange);
    }

    /// <summary>What is stored under a key; null if nothing is.</summary>
    public async Task<string?> ReadAsync(string key)
    {
        var answer = await SendAsync("GET", "/bucket/" + key);
        return answer.Status == 404 ? null : answer.Text;
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private static async Task<S3Answer> AnswerAsync(InMemoryHttpExchange exchange) => new(
        exchange.StatusCode, exchange.ResponseHeaders, await exchange.ReadResponseAsync(), exchange.IsAborted);
}
