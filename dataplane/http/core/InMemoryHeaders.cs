namespace Basalt.Http;

/// <summary>A request's fields made of values.</summary>
internal sealed class InMemoryHeaders : RequestHeaders
{
    private readonly List<KeyValuePair<string, string>> _lines = [];

    public override IEnumerable<KeyValuePair<string, string>> Lines => _lines;

    public override string? this[string name]
    {
        get
        {
            var values = _lines.Where(line => IsNamed(line, name)).Select(line => line.Value).ToArray();
            return values.Length == 0 ? null : string.Join(',', values);
        }
    }

    public override int Count(string name) => _lines.Count(line => IsNamed(line, name));

    public void Add(string name, string value) => _lines.Add(new KeyValuePair<string, string>(name, value));

    private static bool IsNamed(KeyValuePair<string, string> line, string name)
        => line.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
