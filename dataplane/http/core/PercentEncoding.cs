using System.Buffers;
using System.Text;

namespace Basalt.Http;

/// <summary>Percent-encoding (RFC 3986 section 2.1) of bytes that may be anything.</summary>
public static class PercentEncoding
{
    private const string Digits = "0123456789ABCDEF";

    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static readonly SearchValues<byte> UnreservedAndSlash =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"u8);

    /// <summary>The bytes a text stands for; a percent sign that two hexadecimal digits do not follow stands for
    /// itself.</summary>
    /// <param name="text">Part of a target: ASCII.</param>
    /// <param name="isForm">A plus sign is a space, as in a query.</param>
    public static byte[] Decode(ReadOnlySpan<char> text, bool isForm = false)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        var size = 0;
        for (var index = 0; index < bytes.Length; index++)
        {
            var value = bytes[index];
            if (value == '%' && index + 2 < bytes.Length
                && char.IsAsciiHexDigit((char)bytes[index + 1]) && char.IsAsciiHexDigit((char)bytes[index + 2]))
            {
                value = (byte)((Nibble(bytes[index + 1]) << 4) | Nibble(bytes[index + 2]));
                index += 2;
            }
            else if (value == '+' && isForm)
            {
                value = (byte)' ';
            }

            bytes[size++] = value;
        }

        return bytes.AsSpan(0, size).ToArray();
    }

    /// <summary>All but unreserved characters become %XX; with <paramref name="keepSlash"/> a slash stays
    /// too.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes, bool keepSlash)
    {
        var kept = keepSlash ? UnreservedAndSlash : Unreserved;
        var text = new StringBuilder(bytes.Length + 16);
        foreach (var value in bytes)
        {
            if (kept.Contains(value))
                text.Append((char)value);
            else
                text.Append('%').Append(Digits[value >> 4]).Append(Digits[value & 0xF]);
        }

        return text.ToString();
    }

    private static int Nibble(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
