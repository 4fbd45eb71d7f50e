using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Basalt.Perf.Reactor.Http;

/// <summary>What the responder has to know of a request (RFC 9112): which, its body's size, whether to go
/// on.</summary>
/// <remarks>A view over the read buffer: good until it is advanced.</remarks>
internal readonly ref struct RequestHead
{
    /// <summary>Bytes of a head.</summary>
    public const int SizeMax = 16 * 1024;

    private RequestHead(ReadOnlySpan<byte> target, long bodySize, bool isLast)
    {
        Target = target;
        BodySize = bodySize;
        IsLast = isLast;
    }

    public ReadOnlySpan<byte> Target { get; }

    public long BodySize { get; }

    /// <summary>Whether the client ends the connection after this answer (RFC 9112 section 9.6).</summary>
    public bool IsLast { get; }

    /// <summary>Takes a head off the input; with <see cref="HeadOutcome.Incomplete"/> nothing.</summary>
    public static HeadOutcome TryRead(ref ReadOnlySequence<byte> input, Span<byte> scratch, out RequestHead head)
    {
        var span = input.FirstSpan;
        var end = span.IndexOf("\r\n\r\n"u8);
        if (end < 0 && !input.IsSingleSegment) return ReadStraddling(ref input, scratch, out head);
        if (end < 0)
        {
            head = default;
            return span.Length >= SizeMax ? HeadOutcome.Bad : HeadOutcome.Incomplete;
        }

        input = input.Slice(end + 4);
        return TryParse(span[..(end + 2)], out head) ? HeadOutcome.Done : HeadOutcome.Bad;
    }

    private static HeadOutcome ReadStraddling(
        ref ReadOnlySequence<byte> input, Span<byte> scratch, out RequestHead head)
    {
        var size = (int)Math.Min(input.Length, SizeMax);
        input.Slice(0, size).CopyTo(scratch);
        var end = scratch[..size].IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            head = default;
            return size == SizeMax ? HeadOutcome.Bad : HeadOutcome.Incomplete;
        }

        input = input.Slice(end + 4);
        return TryParse(scratch[..(end + 2)], out head) ? HeadOutcome.Done : HeadOutcome.Bad;
    }

    /// <param name="lines">The head with the line end of its last field, without the empty line.</param>
    /// <param name="head">What it says.</param>
    private static bool TryParse(ReadOnlySpan<byte> lines, out RequestHead head)
    {
        head = default;
        var lineEnd = lines.IndexOf("\r\n"u8);
        var line = lines[..lineEnd];
        var first = line.IndexOf((byte)' ');
        if (first <= 0) return false;
        var rest = line[(first + 1)..];
        var second = rest.IndexOf((byte)' ');
        if (second <= 0 || !rest[(second + 1)..].StartsWith("HTTP/1."u8)) return false;
        var isLast = rest.EndsWith((byte)'0');
        var bodySize = 0L;
        for (lines = lines[(lineEnd + 2)..]; !lines.IsEmpty; lines = lines[(lineEnd + 2)..])
        {
            lineEnd = lines.IndexOf("\r\n"u8);
            var field = lines[..lineEnd];
            var colon = field.IndexOf((byte)':');
            if (colon <= 0) return false;
            var value = field[(colon + 1)..].Trim((byte)' ');
            switch (colon)
            {
                case 10 when Ascii.EqualsIgnoreCase(field[..colon], "Connection"u8):
                    isLast = Ascii.EqualsIgnoreCase(value, "close"u8)
                        || (isLast && !Ascii.EqualsIgnoreCase(value, "keep-alive"u8));
                    break;
                case 14 when Ascii.EqualsIgnoreCase(field[..colon], "Content-Length"u8):
                    if (!Utf8Parser.TryParse(value, out bodySize, out var used) || used != value.Length) return false;
                    if (bodySize < 0) return false;
                    break;
                case 17 when Ascii.EqualsIgnoreCase(field[..colon], "Transfer-Encoding"u8):
                    // Nobody sends a chunked body here; whoever does is told so and loses the connection.
                    return false;
            }
        }

        head = new RequestHead(rest[..second], bodySize, isLast);
        return true;
    }
}
