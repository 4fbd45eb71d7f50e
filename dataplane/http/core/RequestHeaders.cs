namespace Basalt.Http;

/// <summary>The request's fields; names compare without case (RFC 9110 section 5.1), values are as they came.</summary>
public abstract class RequestHeaders
{
    /// <summary>The field's value; several lines are joined with a comma; null if absent.</summary>
    public abstract string? this[string name] { get; }

    /// <summary>How many lines of this name came.</summary>
    public abstract int Count(string name);

    /// <summary>Every line, in the order it came.</summary>
    public abstract IEnumerable<KeyValuePair<string, string>> Lines { get; }
}
