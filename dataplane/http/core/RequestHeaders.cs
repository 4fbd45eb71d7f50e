namespace Basalt.Http;

/// <summary>
/// The request's fields; names compare without case (RFC 9110 section 5.1). Values carry the bytes that came, one
/// byte per
/// character (Latin-1, RFC 9110 section 5.5): whoever expects UTF-8 gets it by <c>Encoding.Latin1.GetBytes</c>.
/// </summary>
public abstract class RequestHeaders
{
    /// <summary>The field's value; several lines are joined with a comma; null if absent.</summary>
    public abstract string? this[string name] { get; }

    /// <summary>How many lines of this name came.</summary>
    public abstract int Count(string name);

    /// <summary>Every line, in the order it came.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> Lines { get; }
}
