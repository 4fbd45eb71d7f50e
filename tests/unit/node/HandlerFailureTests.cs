using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;

using Basalt.Contract.Node.V1;
using Basalt.Node.Objects;
using Basalt.Objects.Front;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Basalt.Tests.Unit.Node;

/// <summary>What a client and the log get of a mistake in the endpoint itself, over a real listener.</summary>
public sealed class HandlerFailureTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("basalt-");
    private readonly Meter _meter = new("test");
    private readonly RecordedLog _log = new();
    private readonly ObjectWorkload _workload;

    public HandlerFailureTests() => _workload = new ObjectWorkload(
        new BrokenIdentity(), new RequestMetrics(_meter), TimeProvider.System, _log);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _workload.DisposeAsync();
        _meter.Dispose();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("socket")]
    [InlineData("kestrel")]
    public async Task It_is_an_error_of_the_protocol_and_one_line_by_the_request_s_id(string front)
    {
        using var client = new HttpClient { BaseAddress = await ServeAsync(front) };

        var s3 = await SendAsync(client, "/bucket/key", Sign);
        var s3Id = Assert.Single(s3.Headers.GetValues("x-amz-request-id"));
        Assert.Contains("<Code>InternalError</Code>", s3.Text, StringComparison.Ordinal);
        Assert.Contains($"<RequestId>{s3Id}</RequestId>", s3.Text, StringComparison.Ordinal);

        var swift = await SendAsync(
            client, "/v1/AUTH_p/c/o", static headers => headers.Add("X-Auth-Token", "any"));
        var swiftId = Assert.Single(swift.Headers.GetValues("X-Trans-Id"));
        Assert.StartsWith("<html><h1>Internal Error</h1>", swift.Text, StringComparison.Ordinal);

        Assert.Collection(
            _log.Errors,
            line => Assert.Contains(s3Id, line, StringComparison.Ordinal),
            line => Assert.Contains(swiftId[2..], line, StringComparison.Ordinal));
    }

    private static async Task<(HttpResponseHeaders Headers, string Text)> SendAsync(
        HttpClient client, string target, Action<HttpRequestHeaders> authorize)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        authorize(request.Headers);
        using var response = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.True(response.Headers.ConnectionClose);
        return (response.Headers, await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Well-formed: whether it is right is what identity would have said.</summary>
    private static void Sign(HttpRequestHeaders headers)
    {
        var now = TimeProvider.System.GetUtcNow();
        headers.Add("x-amz-date", $"{now:yyyyMMdd'T'HHmmss'Z'}");
        headers.Add("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=AK/{now:yyyyMMdd}/RegionOne/s3/aws4_request, "
            + $"SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature={new string('0', 64)}");
    }

    private async Task<Uri> ServeAsync(string front)
    {
        var desired = new DesiredState
        {
            Generation = 1,
            Pool = new Pool { Path = Path.Combine(_directory.FullName, "pool"), Size = 512 << 20, Device = "auto" },
            ObjectEndpoint = new Contract.Node.V1.ObjectEndpoint
            {
                Address = "127.0.0.1",
                Region = "RegionOne",
                Front = front,
            },
        };
        await _workload.ApplyAsync(desired, Cancellation);
        return new Uri($"http://127.0.0.1:{_workload.Observe().Listeners[0].Port}");
    }

    private sealed class BrokenIdentity : IIdentityClient
    {
        public ValueTask<IdentityAnswer> ValidateTokenAsync(string token, CancellationToken cancellation)
            => throw new InvalidOperationException("asked for");

        public ValueTask<SigningKeyAnswer> GetSigningKeyAsync(
            string accessKey, string date, string region, string service, CancellationToken cancellation)
            => throw new InvalidOperationException("asked for");
    }

    /// <summary>Keeps what was logged as an error.</summary>
    private sealed class RecordedLog : ILoggerFactory, ILogger
    {
        private readonly Lock _lock = new();
        private readonly List<string> _errors = [];

        public IReadOnlyList<string> Errors
        {
            get
            {
                lock (_lock) return [.. _errors];
            }
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Error) return;
            lock (_lock) _errors.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
