namespace Basalt.Http;

/// <summary>The value of If-Match or If-None-Match (RFC 9110 sections 13.1.1 and 13.1.2).</summary>
/// <remarks>Clients of object stores also send tags without quotes, though the grammar asks for them: they are
/// taken as they stand.</remarks>
public readonly struct EntityTagList
{
    private readonly string? _value;

    /// <param name="value">The field's value, several lines joined with a comma; null if absent.</param>
    public EntityTagList(string? value) => _value = value?.Trim();

    public bool IsPresent => _value is not null;

    /// <summary>A star: whatever there is matches.</summary>
    public bool IsAny => _value == "*";

    /// <summary>Strong comparison: a weak tag matches nothing (If-Match).</summary>
    public bool MatchesStrongly(string etag) => Matches(etag, isStrong: true);

    /// <summary>Weak comparison (If-None-Match).</summary>
    public bool MatchesWeakly(string etag) => Matches(etag, isStrong: false);

    private bool Matches(string etag, bool isStrong)
    {
        if (IsAny)
            return true;
        var rest = _value.AsSpan();
        while (!rest.IsEmpty)
        {
            var tag = NextTag(ref rest, out var isWeak);
            if (!(isStrong && isWeak) && tag.SequenceEqual(etag))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> NextTag(ref ReadOnlySpan<char> rest, out bool isWeak)
    {
        rest = rest.TrimStart(", \t");
        isWeak = rest.StartsWith("W/");
        if (isWeak)
            rest = rest[2..];
        var isQuoted = rest.StartsWith("\"");
        if (isQuoted)
            rest = rest[1..];
        var end = rest.IndexOf(isQuoted ? '"' : ',');
        var tag = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return isQuoted ? tag : tag.Trim();
    }
}
