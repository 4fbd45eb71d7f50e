namespace Basalt.Http.Http1.Head;

/// <summary>method SP request-target SP HTTP-version (RFC 9112 section 3), with one space each and nothing
/// else.</summary>
internal static class RequestLine
{
    /// <summary>What of a line that is none is looked at to find out whose request it would be.</summary>
    private const int GuessSizeMax = 1024;

    private const int VersionSize = 8;

    /// <summary>Reads a line, without its end, into the head; what is wrong with it, or null.</summary>
    public static HttpFault? Parse(RequestHead head, Slice line)
    {
        var bytes = head.Span(line);
        var methodSize = bytes.IndexOf((byte)' ');
        if (methodSize < 0 || !Grammar.IsToken(bytes[..methodSize])) return HttpFault.RequestLine;
        head.SetMethod(new Slice(line.Start, methodSize));
        var targetStart = methodSize + 1;
        var targetSize = bytes[targetStart..].IndexOf((byte)' ');
        if (targetSize <= 0)
        {
            Guess(head, line);
            return HttpFault.RequestLine;
        }

        var targetFault = RequestTarget.Parse(head, new Slice(line.Start + targetStart, targetSize));
        return ParseVersion(head, bytes[(targetStart + targetSize + 1)..]) ?? targetFault;
    }

    /// <summary>Takes what can be known from the beginning of a line that is too long, or does not end as it
    /// must.</summary>
    public static void Guess(RequestHead head, Slice line)
    {
        var bytes = head.Span(line);
        var methodSize = bytes.IndexOf((byte)' ');
        if (methodSize < 0 || !Grammar.IsToken(bytes[..methodSize])) return;
        head.SetMethod(new Slice(line.Start, methodSize));
        var start = methodSize + 1;
        var size = Math.Min(bytes.Length - start, GuessSizeMax);
        if (size > 0) RequestTarget.Parse(head, new Slice(line.Start + start, size));
    }

    private static HttpFault? ParseVersion(RequestHead head, ReadOnlySpan<byte> version)
    {
        if (version.SequenceEqual("HTTP/1.1"u8)) return null;
        if (version.SequenceEqual("HTTP/1.0"u8))
        {
            head.MinorVersion = 0;
            return null;
        }

        var isVersion = version.Length == VersionSize && version.StartsWith("HTTP/"u8) && version[6] == '.'
            && char.IsAsciiDigit((char)version[5]) && char.IsAsciiDigit((char)version[7]);
        return isVersion ? HttpFault.Version : HttpFault.RequestLine;
    }
}
