using System.Buffers;

namespace Basalt.Http.Http1.Head;

/// <summary>Which bytes may stand where (RFC 9110 section 5, RFC 9112 section 3, RFC 3986 section 3.2.2).</summary>
internal static class Grammar
{
    /// <summary>The first and the last byte that is seen on paper: nothing else stands in a target.</summary>
    public const byte VisibleFirst = 0x21;
    public const byte VisibleLast = 0x7E;

    private static readonly SearchValues<byte> s_token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Control characters but the tab.</summary>
    private static readonly SearchValues<byte> s_notInValues = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 127]);

    /// <summary>A registered name or an IPv4 address. No comma, though RFC 3986 has it: it joins two hosts.</summary>
    private static readonly SearchValues<byte> s_hostName = SearchValues.Create(
        "!$%&'()*+-.;=_~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> s_hostAddress = SearchValues.Create("0123456789ABCDEFabcdef:."u8);

    public static bool IsTokenByte(byte value) => s_token.Contains(value);

    public static bool IsToken(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && !bytes.ContainsAnyExcept(s_token);

    /// <summary>Whether bytes may be a field's value, blanks at its ends removed.</summary>
    public static bool IsFieldValue(ReadOnlySpan<byte> bytes) => !bytes.ContainsAny(s_notInValues);

    /// <summary>Whether bytes are a host with or without a port; nothing at all is one (RFC 9112 section
    /// 3.2).</summary>
    public static bool IsHost(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return true;
        int end;
        if (bytes[0] == '[')
        {
            end = bytes.IndexOf((byte)']');
            if (end < 2 || bytes[1..end].ContainsAnyExcept(s_hostAddress)) return false;
            end++;
        }
        else
        {
            end = bytes.IndexOf((byte)':');
            if (end < 0) end = bytes.Length;
            if (end == 0 || bytes[..end].ContainsAnyExcept(s_hostName)) return false;
        }

        var port = bytes[end..];
        return port.IsEmpty || (port[0] == ':' && !port[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }

    /// <summary>Without the blanks around it (OWS, RFC 9110 section 5.6.3).</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes) => bytes.Trim(" \t"u8);
}
