using System.Text;

namespace Basalt.Http.Http1.Head;

/// <summary>What a whole head must satisfy, and what it says about body and connection.</summary>
/// <remarks>Stricter than the RFCs allow to be in one thing: whatever another reader could take otherwise is refused,
/// not mended (RFC 9112 section 11.2).</remarks>
internal static class HeadRules
{
    public static HttpFault? Judge(RequestHead head)
    {
        if (!IsHostPlain(head)) return HttpFault.Host;
        if (!TryReadFraming(head)) return HttpFault.Framing;
        head.IsKeepAlive = ReadKeepAlive(head);
        return TryReadExpectation(head) ? null : HttpFault.Expectation;
    }

    /// <summary>One Host that is a host; none only from an HTTP/1.0 client. An absolute target names the same one:
    /// whoever looked at the other would have gone elsewhere.</summary>
    private static bool IsHostPlain(RequestHead head)
    {
        var index = head.IndexOf(KnownField.Host);
        if (index < 0) return head.MinorVersion == 0;
        var host = head.Span(head.Field(index).Value);
        return head.IndexOf(KnownField.Host, index + 1) < 0
            && Grammar.IsHost(host)
            && (head.Authority.Size == 0 || Ascii.EqualsIgnoreCase(head.Span(head.Authority), host));
    }

    /// <summary>
    /// Content-Length once, of digits alone; or Transfer-Encoding once, chunked alone, from an HTTP/1.1 client; never
    /// both. Neither: no body (RFC 9112 section 6.3).
    /// </summary>
    private static bool TryReadFraming(RequestHead head)
    {
        var length = head.IndexOf(KnownField.ContentLength);
        var coding = head.IndexOf(KnownField.TransferEncoding);
        head.ContentLength = 0;
        if (coding >= 0)
        {
            head.ContentLength = null;
            return length < 0 && head.MinorVersion > 0
                && head.IndexOf(KnownField.TransferEncoding, coding + 1) < 0
                && Ascii.EqualsIgnoreCase(head.Span(head.Field(coding).Value), "chunked"u8);
        }

        if (length < 0) return true;
        if (head.IndexOf(KnownField.ContentLength, length + 1) >= 0
            || !TryReadSize(head.Span(head.Field(length).Value), out var size)) return false;
        head.ContentLength = size;
        return true;
    }

    private static bool TryReadSize(ReadOnlySpan<byte> digits, out long size)
    {
        size = 0;
        if (digits.IsEmpty) return false;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            var value = digit - '0';
            if (size > (long.MaxValue - value) / 10) return false;
            size = (size * 10) + value;
        }

        return true;
    }

    /// <summary>Whether the connection goes on after the answer (RFC 9112 section 9.3).</summary>
    private static bool ReadKeepAlive(RequestHead head)
    {
        var isKept = head.MinorVersion > 0;
        for (var i = head.IndexOf(KnownField.Connection); i >= 0; i = head.IndexOf(KnownField.Connection, i + 1))
        {
            var rest = head.Span(head.Field(i).Value);
            while (!rest.IsEmpty)
            {
                var comma = rest.IndexOf((byte)',');
                var option = Grammar.Trim(comma < 0 ? rest : rest[..comma]);
                rest = comma < 0 ? [] : rest[(comma + 1)..];
                if (Ascii.EqualsIgnoreCase(option, "close"u8)) return false;
                if (Ascii.EqualsIgnoreCase(option, "keep-alive"u8)) isKept = true;
            }
        }

        return isKept;
    }

    /// <summary>100-continue or nothing. From an HTTP/1.0 client it means nothing, and without a body nothing is waited
    /// for.</summary>
    private static bool TryReadExpectation(RequestHead head)
    {
        var index = head.IndexOf(KnownField.Expect);
        if (index < 0 || head.MinorVersion == 0) return true;
        head.IsContinueExpected = true;
        return head.IndexOf(KnownField.Expect, index + 1) < 0
            && Ascii.EqualsIgnoreCase(head.Span(head.Field(index).Value), "100-continue"u8);
    }
}
