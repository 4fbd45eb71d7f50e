using Basalt.Http;
using Xunit;

namespace Basalt.Tests.Unit.Objects.Swift;

/// <summary>What the front refuses is answered as Swift does, with its transaction id.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(HttpFault.RequestLine, 400, "<html><h1>Bad Request</h1>")]
    [InlineData(HttpFault.RequestLineTooLong, 414, "<html><h1>Request URI Too Long</h1>")]
    [InlineData(HttpFault.Target, 400, "<html><h1>Bad Request</h1>")]
    [InlineData(HttpFault.Version, 505, "<html><h1>HTTP Version Not Supported</h1>")]
    [InlineData(HttpFault.Field, 400, "<html><h1>Bad Request</h1>")]
    [InlineData(HttpFault.FieldsTooLarge, 400, "Headers Too Large")]
    [InlineData(HttpFault.FieldsTooMany, 400, "Too Many Headers")]
    [InlineData(HttpFault.Host, 400, "<html><h1>Bad Request</h1>")]
    [InlineData(HttpFault.Framing, 400, "Content-Length and Transfer-Encoding")]
    [InlineData(HttpFault.Expectation, 417, "<html><h1>Expectation Failed</h1>")]
    [InlineData(HttpFault.HandlerFailed, 500, "<html><h1>Internal Error</h1>")]
    [InlineData(HttpFault.HeadTimeout, 408, "<html><h1>Request Timeout</h1>")]
    public async Task Each_has_its_status(HttpFault fault, int status, string text)
    {
        await using var swift = await SwiftFixture.OpenAsync();
        var response = await swift.RefuseAsync(fault, "PUT", "/v1/AUTH_p1/c/o");
        Assert.Equal(status, response.Status);
        Assert.StartsWith(text, response.Text, StringComparison.Ordinal);
        Assert.StartsWith("tx", response.Headers["X-Trans-Id"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_none_is_the_client_s_mistake()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        foreach (var (failure, status) in ((Exception, int)[])
            [
                (new TruncatedBodyException("cut"), 499),
                (new MalformedBodyException("no chunk"), 400),
                (new StalledBodyException("nothing"), 408),
            ])
        {
            Assert.Equal(status, (await swift.PutAsync("/c/o", new FailingBody(failure))).Status);
            Assert.Equal(404, (await swift.SendAsync("GET", "/c/o")).Status);
        }
    }
}
