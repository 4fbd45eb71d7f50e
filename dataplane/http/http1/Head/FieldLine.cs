using System.Text;

namespace Basalt.Http.Http1.Head;

/// <summary>
/// field-name ":" OWS field-value OWS (RFC 9112 section 5). A line that begins with a blank (obs-fold), or with one
/// before its colon, is none: readers differ on what that means.
/// </summary>
internal static class FieldLine
{
    /// <summary>Reads a line without its end; false if it is no field.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, int start, out FieldSlice field)
    {
        field = default;
        var nameSize = line.IndexOf((byte)':');
        if (nameSize < 0 || !Grammar.IsToken(line[..nameSize])) return false;
        var value = line[(nameSize + 1)..];
        var blanks = value.IndexOfAnyExcept((byte)' ', (byte)'\t');
        var text = Grammar.Trim(value);
        if (!Grammar.IsFieldValue(text)) return false;
        var valueStart = start + nameSize + 1 + Math.Max(blanks, 0);
        field = new FieldSlice(
            new Slice(start, nameSize), new Slice(valueStart, text.Length), Know(line[..nameSize]));
        return true;
    }

    private static KnownField Know(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when Ascii.EqualsIgnoreCase(name, "Host"u8) => KnownField.Host,
        6 when Ascii.EqualsIgnoreCase(name, "Expect"u8) => KnownField.Expect,
        10 when Ascii.EqualsIgnoreCase(name, "Connection"u8) => KnownField.Connection,
        14 when Ascii.EqualsIgnoreCase(name, "Content-Length"u8) => KnownField.ContentLength,
        17 when Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8) => KnownField.TransferEncoding,
        _ => KnownField.None,
    };
}
