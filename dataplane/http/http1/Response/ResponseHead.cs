using System.Buffers.Text;

namespace Basalt.Http.Http1.Response;

/// <summary>The head of a response as bytes (RFC 9112 section 4).</summary>
internal readonly record struct ResponseHead(
    int StatusCode, ResponseFields Fields, ResponseFraming Framing, long? ContentLength, ConnectionOption Connection)
{
    /// <summary>Status line, Date, and what the front adds of its own.</summary>
    private const int OwnSizeMax = 256;

    /// <summary>As many bytes as it can take at most.</summary>
    public int SizeMax => Fields.Measure() + OwnSizeMax;

    public int Write(Span<byte> target, DateField date)
    {
        var size = Append(StatusLines.Of(StatusCode), target);
        if (!Fields.HasDate) size += Append(date.Line, target[size..]);
        size += Fields.Write(target[size..]);
        if (Framing == ResponseFraming.Chunked) size += Append("Transfer-Encoding: chunked\r\n"u8, target[size..]);
        else if (ContentLength is { } length) size += AppendLength(length, target[size..]);
        size += Append(
            Connection switch
            {
                ConnectionOption.None => "\r\n"u8,
                ConnectionOption.Close => "Connection: close\r\n\r\n"u8,
                ConnectionOption.KeepAlive => "Connection: keep-alive\r\n\r\n"u8,
            },
            target[size..]);
        return size;
    }

    private static int Append(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        bytes.CopyTo(target);
        return bytes.Length;
    }

    private static int AppendLength(long length, Span<byte> target)
    {
        var size = Append("Content-Length: "u8, target);
        Utf8Formatter.TryFormat(length, target[size..], out var digits);
        return size + digits + Append("\r\n"u8, target[(size + digits)..]);
    }
}
