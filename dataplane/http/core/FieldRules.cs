using System.Buffers;

namespace Basalt.Http;

/// <summary>What a field's name and value may consist of (RFC 9110 sections 5.1, 5.5 and 5.6.2).</summary>
public static class FieldRules
{
    private static readonly SearchValues<char> s_token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Control characters except the tab.</summary>
    private static readonly SearchValues<char> s_notInValues = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\n\u000b\u000c\r\u000e\u000f\u0010\u0011\u0012\u0013"
        + "\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f");

    public static bool IsName(ReadOnlySpan<char> name) => !name.IsEmpty && !name.ContainsAnyExcept(s_token);

    /// <summary>Whether the value may stand in a header as it is; what is stored must be able to go out
    /// again.</summary>
    public static bool IsValue(ReadOnlySpan<char> value) => !value.ContainsAny(s_notInValues);

    /// <summary>Whether every field of a request is one: for fronts whose server does not see to it.</summary>
    public static bool AreGood(RequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        foreach (var (name, value) in headers.Lines)
            if (!IsName(name) || !IsValue(value)) return false;
        return true;
    }
}
