namespace Basalt.Objects.S3;

/// <summary>The query's parameters, decoded once, in the order they came; names are compared with case.</summary>
internal sealed class S3Query
{
    private readonly List<Parameter> _parameters = [];

    private S3Query()
    {
    }

    /// <summary>One parameter; bytes as decoded, text if they are UTF-8.</summary>
    internal readonly record struct Parameter(byte[] NameBytes, byte[] ValueBytes, string Name, string Value);

    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The first value of a name; null if the name is not there; empty for a bare name.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var parameter in _parameters)
            {
                if (parameter.Name == name)
                    return parameter.Value;
            }

            return null;
        }
    }

    public bool Has(string name) => this[name] is not null;

    /// <summary>The value, or null where it is absent or empty: what most listing parameters mean by either.</summary>
    public string? NonEmpty(string name) => this[name] is { Length: > 0 } value ? value : null;

    public static S3Query Parse(string rawQuery)
    {
        var query = new S3Query();
        foreach (var range in rawQuery.AsSpan().Split('&'))
        {
            var pair = rawQuery.AsSpan()[range];
            if (pair.IsEmpty)
                continue;
            if (query._parameters.Count == S3Limits.QueryParametersMax)
                throw new S3Exception(S3ErrorCode.InvalidArgument, "The request has too many query parameters.");
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? default : pair[(equals + 1)..];
            if (!PercentCoding.TryDecode(name, plusIsSpace: true, out var nameBytes)
                || !PercentCoding.TryDecode(value, plusIsSpace: true, out var valueBytes)
                || !PercentCoding.TryText(nameBytes, out var nameText)
                || !PercentCoding.TryText(valueBytes, out var valueText))
            {
                throw new S3Exception(S3ErrorCode.InvalidUri);
            }

            query._parameters.Add(new Parameter(nameBytes, valueBytes, nameText, valueText));
        }

        return query;
    }
}
