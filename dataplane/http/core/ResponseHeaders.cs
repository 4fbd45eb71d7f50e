namespace Basalt.Http;

/// <summary>The response's fields, until it has started. Values carry bytes, one per character (Latin-1); one that
/// holds CR, LF
/// or NUL is refused.</summary>
public abstract class ResponseHeaders
{
    public abstract string? this[string name] { get; set; }

    /// <summary>Adds a further line of this name.</summary>
    public abstract void Append(string name, string value);

    /// <summary>Bytes of the body to come; null: chunked.</summary>
    public abstract long? ContentLength { get; set; }
}
