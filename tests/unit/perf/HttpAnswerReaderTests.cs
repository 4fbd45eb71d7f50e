using System.Text;
using Basalt.Perf.Load.Engine;

using Xunit;

namespace Basalt.Tests.Unit.Perf;

public sealed class HttpAnswerReaderTests
{
    private const string Plain = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody";
    private const string Chunked =
        "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n";

    private const string Empty = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";

    [Theory]
    [InlineData(Plain, true, false)]
    [InlineData(Chunked, false, false)]
    [InlineData(Empty, true, true)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n" + Plain, true, false)]
    public void The_end_of_an_answer_is_found_wherever_it_is_cut(string answer, bool isGood, bool isLast)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            var reader = new HttpAnswerReader();
            ReadOnlySpan<byte> first = bytes.AsSpan(0, cut);
            Assert.False(reader.TryTake(ref first, out _));
            Assert.True(first.IsEmpty);
            ReadOnlySpan<byte> second = bytes.AsSpan(cut);
            Assert.True(reader.TryTake(ref second, out var isGoodHere));
            Assert.Equal((isGood, isLast, 0), (isGoodHere, reader.IsLast, second.Length));
        }
    }

    [Fact]
    public void What_follows_an_answer_is_left()
    {
        var reader = new HttpAnswerReader();
        ReadOnlySpan<byte> bytes = Encoding.ASCII.GetBytes(Plain + Chunked);
        Assert.True(reader.TryTake(ref bytes, out _));
        Assert.Equal(Chunked.Length, bytes.Length);
        Assert.True(reader.TryTake(ref bytes, out var isGood));
        Assert.False(isGood);
    }

    [Fact]
    public void What_is_not_http_is_an_error()
        => Assert.Throws<IOException>(static () =>
        {
            ReadOnlySpan<byte> bytes = "SSH-2.0-server\r\n\r\n"u8;
            new HttpAnswerReader().TryTake(ref bytes, out _);
        });
}
