using System.Buffers;

namespace Basalt.Objects.S3;

/// <summary>Hexadecimal texts of the protocol.</summary>
internal static class HexDigits
{
    private static readonly SearchValues<char> Any = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> Lower = SearchValues.Create("0123456789abcdef");

    public static bool AreAll(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Any);

    public static bool AreAllLower(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Lower);
}
