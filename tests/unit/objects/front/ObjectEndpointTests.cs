using Basalt.Http;
using Basalt.Objects.Front;
using Xunit;

namespace Basalt.Tests.Unit.Objects.Front;

public sealed class ObjectEndpointTests
{
    [Theory]
    [InlineData("/v1/AUTH_p/c/o", null, null, "swift")]
    [InlineData("/info", null, null, "swift")]
    [InlineData("/info", "AWS4-HMAC-SHA256 Credential=x", null, "s3")]
    [InlineData("/v1/AUTH_p/c/o", "AWS4-HMAC-SHA256 Credential=x", null, "s3")]
    [InlineData("/v1/AUTH_p/c/o?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=1", null, null, "s3")]
    [InlineData("/v1/AUTH_p/c/o", "AWS key:signature", null, "s3")]
    [InlineData("/v1/AUTH_p/c/o", null, "bucket.s3.example.net:8080", "s3")]
    [InlineData("/v1/AUTH_p/c/o", null, "s3.example.net:8080", "swift")]
    [InlineData("/v1/", null, null, "swift")]
    [InlineData("/v1/bucket", null, null, "swift")]
    [InlineData("/v1/bucket", "AWS4-HMAC-SHA256 Credential=x", null, "s3")]
    [InlineData("/v1", null, null, "s3")]
    [InlineData("/", null, null, "s3")]
    [InlineData("/bucket/key", null, null, "s3")]
    public async Task Each_request_reaches_its_face(string target, string? authorization, string? host, string face)
    {
        using var exchange = new InMemoryHttpExchange("GET", target);
        if (authorization is not null)
            exchange.WithHeader("Authorization", authorization);
        if (host is not null)
            exchange.WithHeader("Host", host);

        await new ObjectEndpoint(new Face("swift"), new Face("s3"), ["s3.example.net"]).HandleAsync(exchange);

        Assert.Equal(face, exchange.ResponseHeaders["X-Face"]);
    }

    [Theory]
    [InlineData("/v1/AUTH_p/c/o", "swift fault")]
    [InlineData("/v1/", "swift fault")]
    [InlineData("/bucket", "s3 fault")]
    [InlineData("", "s3 fault")]
    public async Task A_refused_request_is_answered_by_the_face_it_would_have_reached(string target, string face)
    {
        using var exchange = new InMemoryHttpExchange("GET", target);

        await new ObjectEndpoint(new Face("swift"), new Face("s3"), []).HandleFaultAsync(exchange, HttpFault.Field);

        Assert.Equal(face, exchange.ResponseHeaders["X-Face"]);
    }

    private sealed class Face(string name) : IHttpHandler
    {
        public ValueTask HandleAsync(HttpExchange exchange)
        {
            exchange.ResponseHeaders["X-Face"] = name;
            return ValueTask.CompletedTask;
        }

        public ValueTask HandleFaultAsync(HttpExchange exchange, HttpFault fault)
        {
            exchange.ResponseHeaders["X-Face"] = $"{name} fault";
            return ValueTask.CompletedTask;
        }
    }
}
