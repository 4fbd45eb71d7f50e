using System.Buffers;
using System.Text;
using Basalt.Perf.Reactor.Http;

using Xunit;

namespace Basalt.Tests.Unit.Perf;

public sealed class RequestHeadTests
{
    private const string Get = "GET /fixed HTTP/1.1\r\nHost: test\r\n\r\n";

    [Fact]
    public void A_head_is_found_wherever_it_is_cut()
    {
        var bytes = Encoding.ASCII.GetBytes(Get);
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var whole = Segments.Of(bytes[..cut], bytes[cut..]);
            Assert.Equal((HeadOutcome.Done, "/fixed", 0, false), Read(ref whole));
            Assert.Equal(0, whole.Length);
            var part = new ReadOnlySequence<byte>(bytes[..cut]);
            Assert.Equal(HeadOutcome.Incomplete, Read(ref part).Outcome);
            Assert.Equal(cut, part.Length);
        }
    }

    [Fact]
    public void Pipelined_heads_are_taken_one_by_one()
    {
        var input = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(Get + Get.Replace("fixed", "other")));
        Assert.Equal("/fixed", Read(ref input).Target);
        Assert.Equal("/other", Read(ref input).Target);
        Assert.Equal(HeadOutcome.Incomplete, Read(ref input).Outcome);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\ncontent-length: 12\r\n\r\n", 12, false)]
    [InlineData("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n", 0, true)]
    [InlineData("GET / HTTP/1.0\r\n\r\n", 0, true)]
    [InlineData("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 0, false)]
    public void Length_and_persistence_are_read(string head, long bodySize, bool isLast)
    {
        var input = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(head));
        Assert.Equal((HeadOutcome.Done, "/", bodySize, isLast), Read(ref input));
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET / SPDY/1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nNo colon\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public void What_is_no_head_is_refused(string head)
    {
        var input = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(head));
        Assert.Equal(HeadOutcome.Bad, Read(ref input).Outcome);
    }

    [Fact]
    public void A_head_without_an_end_is_refused()
    {
        var input = new ReadOnlySequence<byte>(new byte[RequestHead.SizeMax]);
        Assert.Equal(HeadOutcome.Bad, Read(ref input).Outcome);
    }

    private static (HeadOutcome Outcome, string Target, long BodySize, bool IsLast) Read(
        ref ReadOnlySequence<byte> input)
    {
        var outcome = RequestHead.TryRead(ref input, new byte[RequestHead.SizeMax], out var head);
        return (outcome, Encoding.ASCII.GetString(head.Target), head.BodySize, head.IsLast);
    }

    private sealed class Segments : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Of(byte[] first, byte[] second)
        {
            var tail = new Segments { Memory = second, RunningIndex = first.Length };
            var head = new Segments { Memory = first, Next = tail };
            return new ReadOnlySequence<byte>(head, 0, tail, second.Length);
        }
    }
}
