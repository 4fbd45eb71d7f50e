using System.Buffers;
using System.Text;

using Basalt.Http;
using Basalt.Http.Http1.Head;
using CsCheck;
using Xunit;

namespace Basalt.Tests.Unit.Http.Http1;

public sealed class HeadReaderTests
{
    private const string Whole =
        "PUT /bucket/key%2F?uploadId=1&x HTTP/1.1\r\nHost: h:8080\r\nX-Amz-Date: \t 2026 \t\r\nx-empty:\r\n"
        + "Content-Length: 0012\r\nExpect: 100-Continue\r\nX-\u00e4: no\r\n";

    [Fact]
    public void A_head_is_read_into_what_it_says()
    {
        var head = Read(Whole.Replace("X-\u00e4: no\r\n", "\r\nrest", StringComparison.Ordinal), out var rest);

        Assert.Equal(("PUT", "/bucket/key%2F", "uploadId=1&x"), (head.Method, head.Path, head.Query));
        Assert.Equal("h:8080", head.Host);
        Assert.Equal(12, head.ContentLength);
        Assert.True(head.IsKeepAlive);
        Assert.True(head.IsContinueExpected);
        Assert.Equal("2026", head.Value(1));
        Assert.Equal("", head.Value(2));
        Assert.Equal("X-Amz-Date", head.Name(1));
        Assert.Equal("rest", rest);
    }

    [Theory]
    [InlineData("/a//b/../c/%2e%2e/%00", "", "/a//b/../c/%2e%2e/%00", "h")]
    [InlineData("/a+b%20c?x=%zz&y=?", "x=%zz&y=?", "/a+b%20c", "h")]
    [InlineData("http://h/a/b?q", "q", "/a/b", "h")]
    [InlineData("HTTPS://H", "", "/", "H")]
    [InlineData("http://h?q", "q", "/", "h")]
    public void A_target_is_taken_as_it_is(string target, string query, string path, string host)
    {
        var head = Read($"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n", out _);

        Assert.Equal((query, path, host), (head.Query, head.Path, head.Host));
    }

    [Theory]
    [InlineData("GET /v1/a\u0001b HTTP/1.1\r\n")]
    [InlineData("GET /v1/a b HTTP/1.1\r\n")]
    [InlineData("GET /v1/a\r\n")]
    [InlineData("GET /v1/a HTTP/1.1\n")]
    [InlineData("GET http://h/v1/a\u00e4 HTTP/1.1\r\n")]
    public void Of_a_line_that_is_none_it_is_known_where_it_went(string line)
    {
        var head = new RequestHead();
        var input = new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(line));
        Assert.Equal(HeadOutcome.Refused, new HeadReader(head).Read(ref input));
        Assert.Equal(("GET", "/v1/a"), (head.Method, head.Path));
    }

    [Theory]
    [InlineData("1.1", null, true)]
    [InlineData("1.1", "close", false)]
    [InlineData("1.1", "x, Close ,y", false)]
    [InlineData("1.0", null, false)]
    [InlineData("1.0", "Keep-Alive", true)]
    [InlineData("1.0", "keep-alive, close", false)]
    public void A_connection_goes_on_as_RFC_9112_section_9_3_says(string version, string? option, bool isKept)
    {
        var line = option is null ? "" : $"Connection: {option}\r\n";
        Assert.Equal(isKept, Read($"GET / HTTP/{version}\r\nHost: h\r\n{line}\r\n", out _).IsKeepAlive);
    }

    [Fact]
    public void Any_split_of_the_input_gives_the_same()
        => Gen.Select(Gen.Int[0, Inputs.Length - 1], Gen.Int[0, 200], Gen.Byte, Gen.Int[1, 12].Array[1, 40])
            .Sample((which, place, change, sizes) =>
            {
                var bytes = Encoding.Latin1.GetBytes(Inputs[which]);

                // Of every input some are changed in one byte.
                if (place < bytes.Length && place % 2 == 0) bytes[place] = change;
                Assert.Equal(Describe(bytes, [int.MaxValue]), Describe(bytes, sizes));
                Assert.Equal(Describe(bytes, [int.MaxValue]), Describe(bytes, [1]));
            });

    [Fact]
    public void Strings_that_come_again_are_not_made_again()
    {
        var head = new RequestHead();
        var reader = new HeadReader(head);
        Feed(reader, "GET /a?b HTTP/1.1\r\nHost: h\r\nX-Auth-Token: secret\r\n\r\n");
        var (path, token) = (head.Path, head.Value(1));
        reader.Reset();
        Feed(reader, "GET /a?b HTTP/1.1\r\nHost: h\r\nX-Auth-Token: secret\r\n\r\n");
        Assert.Same(path, head.Path);
        Assert.Same(token, head.Value(1));
        reader.Reset();
        Feed(reader, "GET /b?b HTTP/1.1\r\nHost: h\r\nX-Auth-Token: SECRET\r\n\r\n");
        Assert.Equal(("/b", "SECRET"), (head.Path, head.Value(1)));
    }

    [Fact]
    public void A_large_head_leaves_no_large_block_behind()
    {
        var head = new RequestHead();
        var reader = new HeadReader(head);
        Feed(reader, $"GET / HTTP/1.1\r\nHost: h\r\nX: {new string('x', 60_000)}\r\n\r\n");
        Assert.Equal(60_000, head.Value(1).Length);
        reader.Reset();
        Feed(reader, "GET / HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\n");
        Assert.Equal("y", head.Value(1));
    }

    private static string[] Inputs { get; } =
    [
        Whole,
        Whole + "\r\nbody that follows\r\n\r\n",
        "\r\nGET http://h/a?b HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        $"GET /{new string('y', HttpLimits.RequestLineSizeMax)} HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\n"
            + string.Concat(Enumerable.Repeat("a: b\r\n", HttpLimits.HeaderLineCountMax)) + "\r\n",
    ];

    private static RequestHead Read(string text, out string rest)
    {
        var head = new RequestHead();
        var reader = new HeadReader(head);
        var input = new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(text));
        Assert.Equal(HeadOutcome.Done, reader.Read(ref input));
        rest = Encoding.Latin1.GetString(input);
        return head;
    }

    private static void Feed(HeadReader reader, string text)
    {
        var input = new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(text));
        Assert.Equal(HeadOutcome.Done, reader.Read(ref input));
    }

    /// <summary>All that came out of reading bytes in parts of these sizes, the last again and again.</summary>
    private static string Describe(byte[] bytes, int[] sizes)
    {
        var head = new RequestHead();
        var reader = new HeadReader(head);
        var outcome = HeadOutcome.Incomplete;
        var used = 0;
        for (var i = 0; used < bytes.Length && outcome == HeadOutcome.Incomplete; i++)
        {
            var size = Math.Min(sizes[Math.Min(i, sizes.Length - 1)], bytes.Length - used);
            var input = Parts.Of(bytes.AsMemory(used, size), Math.Max(1, size / 3));
            outcome = reader.Read(ref input);
            used += size - (int)input.Length;
            if (outcome == HeadOutcome.Incomplete) Assert.True(input.IsEmpty);
        }

        // Of a refused head only what was known when it was, and not how much was looked at.
        var fields = string.Join('|', new RequestView(head).Lines());
        return $"{outcome} {(outcome == HeadOutcome.Refused ? reader.Fault : used)} {head.Method} {head.Path} "
            + $"{head.Query} {head.Host} {head.ContentLength} {head.IsKeepAlive} {fields}";
    }

    private sealed class RequestView(RequestHead head)
    {
        public IEnumerable<string> Lines()
        {
            for (var i = 0; i < head.FieldCount; i++) yield return $"{head.Name(i)}={head.Value(i)}";
        }
    }
}
