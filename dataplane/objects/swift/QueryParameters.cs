using System.Text;
using System.Text.Unicode;
using Basalt.Http;

namespace Basalt.Objects.Swift;

/// <summary>The query's parameters, decoded; of one that comes twice the first counts.</summary>
internal sealed class QueryParameters
{
    private readonly Dictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    private QueryParameters()
    {
    }

    /// <summary>Throws <see cref="SwiftFault"/> if a parameter is not UTF-8.</summary>
    public static QueryParameters Parse(string rawQuery)
    {
        var parameters = new QueryParameters();
        foreach (var range in rawQuery.AsSpan().Split('&'))
        {
            var pair = rawQuery.AsSpan(range);
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            var name = PercentEncoding.Decode(equals < 0 ? pair : pair[..equals], isForm: true);
            var value = PercentEncoding.Decode(equals < 0 ? [] : pair[(equals + 1)..], isForm: true);
            if (!Utf8.IsValid(name) || !Utf8.IsValid(value))
                throw new SwiftFault(400, $"Invalid {Encoding.Latin1.GetString(name)} parameter: not valid UTF-8.");
            parameters._values.TryAdd(Encoding.UTF8.GetString(name), value);
        }

        return parameters;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string? Text(string name)
        => _values.TryGetValue(name, out var value) ? Encoding.UTF8.GetString(value) : null;

    /// <summary>Empty if it did not come.</summary>
    public ReadOnlyMemory<byte> Bytes(string name) => _values.GetValueOrDefault(name);

    /// <summary>Swift's words for yes.</summary>
    public bool IsTrue(string name) => IsTrueText(Text(name));

    public static bool IsTrueText(string? text)
        => text?.Trim().ToUpperInvariant() is "TRUE" or "1" or "YES" or "ON" or "T" or "Y";
}
