using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Basalt.Objects.S3;

/// <summary>
/// Percent-encoding (RFC 3986 section 2.1) as S3 uses it: bytes in, bytes out, no normalisation of any kind.
/// </summary>
internal static class PercentCoding
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static readonly SearchValues<byte> UnreservedAndSlash =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"u8);

    /// <summary>Decodes once. A character outside ASCII, sent raw, counts as its UTF-8 bytes.</summary>
    /// <returns>False if a percent sign is not followed by two hex digits.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, bool plusIsSpace, out byte[] bytes)
    {
        var target = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var size = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    bytes = [];
                    return false;
                }

                target[size++] = (byte)((HexValue(text[i + 1]) << 4) | HexValue(text[i + 2]));
                i += 2;
            }
            else if (c < 0x80)
            {
                target[size++] = c == '+' && plusIsSpace ? (byte)' ' : (byte)c;
            }
            else
            {
                var length = char.IsHighSurrogate(c) && i + 1 < text.Length ? 2 : 1;
                size += Encoding.UTF8.GetBytes(text.Slice(i, length), target.AsSpan(size));
                i += length - 1;
            }
        }

        bytes = target[..size];
        return true;
    }

    /// <summary>
    /// Encodes every byte outside A-Z a-z 0-9 - . _ ~ ("UriEncode" of Signature Version 4); the slash if asked.
    /// </summary>
    public static void Encode(ReadOnlySpan<byte> bytes, bool keepSlash, IBufferWriter<byte> target)
    {
        var kept = keepSlash ? UnreservedAndSlash : Unreserved;
        while (!bytes.IsEmpty)
        {
            var run = bytes.IndexOfAnyExcept(kept);
            if (run < 0)
                run = bytes.Length;
            target.Write(bytes[..run]);
            bytes = bytes[run..];
            if (bytes.IsEmpty)
                return;
            var span = target.GetSpan(3);
            span[0] = (byte)'%';
            Utf8Formatter.TryFormat(bytes[0], span[1..], out _, new StandardFormat('X', 2));
            target.Advance(3);
            bytes = bytes[1..];
        }
    }

    /// <summary>The text in the form that <c>encoding-type=url</c> asks for.</summary>
    public static string EncodeText(string text, bool keepSlash)
    {
        var target = new ArrayBufferWriter<byte>(text.Length + 16);
        Encode(Encoding.UTF8.GetBytes(text), keepSlash, target);
        return Encoding.ASCII.GetString(target.WrittenSpan);
    }

    /// <summary>False for invalid UTF-8 (overlong forms and surrogates too).</summary>
    public static bool TryText(ReadOnlySpan<byte> bytes, out string text)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            text = "";
            return false;
        }

        text = Encoding.UTF8.GetString(bytes);
        return true;
    }

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
