using Microsoft.AspNetCore.Http;

namespace Basalt.Http.Kestrel;

internal sealed class KestrelRequestHeaders(IHeaderDictionary headers) : RequestHeaders
{
    public override IEnumerable<KeyValuePair<string, string>> Lines
    {
        get
        {
            foreach (var (name, values) in headers)
            {
                foreach (var value in values)
                    yield return new KeyValuePair<string, string>(name, value ?? "");
            }
        }
    }

    public override string? this[string name]
        => headers.TryGetValue(name, out var values) && values.Count > 0
            ? (values.Count == 1 ? values[0] : string.Join(',', values.ToArray()))
            : null;

    public override int Count(string name) => headers.TryGetValue(name, out var values) ? values.Count : 0;
}
