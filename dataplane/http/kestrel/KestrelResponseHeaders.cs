using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Basalt.Http.Kestrel;

internal sealed class KestrelResponseHeaders(IHeaderDictionary headers) : ResponseHeaders
{
    private static readonly SearchValues<char> NotInValues = SearchValues.Create("\r\n\0");

    public override long? ContentLength
    {
        get => headers.ContentLength;
        set => headers.ContentLength = value;
    }

    public override string? this[string name]
    {
        get => headers.TryGetValue(name, out var values) ? values.ToString() : null;
        set
        {
            Check(value);
            if (value is null)
                headers.Remove(name);
            else
                headers[name] = value;
        }
    }

    public override void Append(string name, string value)
    {
        Check(value);
        headers[name] = StringValues.Concat(headers[name], value);
    }

    private static void Check(string? value)
    {
        if (value.AsSpan().ContainsAny(NotInValues))
            throw new ArgumentException("A field may not hold CR, LF or NUL (RFC 9110 section 5.5).", nameof(value));
    }
}
