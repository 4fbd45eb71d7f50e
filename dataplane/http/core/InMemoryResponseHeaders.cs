using System.Buffers;
using System.Globalization;

namespace Basalt.Http;

/// <summary>A response's fields, kept as they were set.</summary>
internal sealed class InMemoryResponseHeaders : ResponseHeaders
{
    private static readonly SearchValues<char> NotInValues = SearchValues.Create("\r\n\0");

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public bool HasStarted { get; set; }

    public override long? ContentLength
    {
        get => this["Content-Length"] is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        set => this["Content-Length"] = value?.ToString(CultureInfo.InvariantCulture);
    }

    public override string? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set
        {
            Check(value);
            if (value is null)
                _values.Remove(name);
            else
                _values[name] = value;
        }
    }

    public override void Append(string name, string value)
    {
        Check(value);
        _values[name] = _values.TryGetValue(name, out var earlier) ? $"{earlier},{value}" : value;
    }

    private void Check(string? value)
    {
        if (HasStarted)
            throw new InvalidOperationException("The response has started.");
        if (value.AsSpan().ContainsAny(NotInValues))
            throw new ArgumentException("A field may not hold CR, LF or NUL (RFC 9110 section 5.5).", nameof(value));
    }
}
