using System.Globalization;
using System.Text;

using Basalt.Http;
using CsCheck;
using Xunit;

namespace Basalt.Tests.Unit.Http.Http1;

/// <summary>Chunked request bodies, in whatever parts they come and however their reader takes them.</summary>
public sealed class ChunkedBodyTests
{
    private const string Head = "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

    [Fact]
    public void Any_chunks_in_any_parts_are_the_same_body()
        => Gen.Select(Gen.Int[1, 300].Array[0, 90], Gen.Int[1, 97]).Sample(
            (sizes, partSize) =>
            {
                var body = new StringBuilder();
                var wire = new StringBuilder(Head);
                foreach (var size in sizes)
                {
                    var data = new string((char)('a' + (size % 26)), size);
                    body.Append(data);
                    wire.Append(CultureInfo.InvariantCulture, $"{size:x}\r\n{data}\r\n");
                }

                wire.Append("0\r\nx-trailer: y\r\n\r\n");
                FrontArena.RunAsync(async arena =>
                {
                    await arena.ExchangeAsync(wire.ToString(), partSize: partSize);
                    Assert.Equal(body.ToString(), Assert.Single(arena.Handler.Requests).Body);
                    Assert.Null(arena.Handler.Requests[0].ContentLength);
                }).GetAwaiter().GetResult();
            },
            iter: 60, threads: 1);

    [Fact]
    public Task Many_small_chunks_that_are_here_at_once_are_read_whole() => FrontArena.RunAsync(async arena =>
    {
        // More than one read shows: a reader that leaves them all must still come to the end.
        var chunks = string.Concat(Enumerable.Repeat("1\r\na\r\n", 1000));
        await arena.ExchangeAsync($"{Head}{chunks}0\r\n\r\n");
        Assert.Equal(new string('a', 1000), Assert.Single(arena.Handler.Requests).Body);
    });

    [Theory]
    [InlineData("xyz\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhello world\r\n0\r\n\r\n")]
    [InlineData("5\r\nhello0\r\n\r\n")]
    public Task A_malformed_chunk_is_an_exception_of_its_own(string chunks) => FrontArena.RunAsync(async arena =>
    {
        Assert.Null(await arena.ExchangeAsync(Head + chunks));
        Assert.IsType<MalformedBodyException>(Assert.Single(arena.Handler.Failures));
    });
}
