using Basalt.Http;
using Basalt.Objects.Core;
using Basalt.Objects.S3.Signing;

namespace Basalt.Objects.S3;

/// <summary>One request whose signature holds, as operations see it.</summary>
internal sealed class S3Request(HttpExchange exchange, S3Query query, S3Target target, Signed signed)
{
    private const string AmzPrefix = "x-amz-";

    public HttpExchange Exchange { get; } = exchange;

    public S3Query Query { get; } = query;

    public S3Target Target { get; } = target;

    public Signed Signed { get; } = signed;

    /// <summary>The bucket that the router has seen to be there.</summary>
    public string Bucket => Target.Bucket ?? throw new InvalidOperationException("the operation has no bucket");

    /// <summary>The key that the router has seen to be there.</summary>
    public ObjectKey Key => Target.Key ?? throw new InvalidOperationException("the operation has no key");

    public CancellationToken Aborted => Exchange.Aborted;

    /// <summary>A header. Presigned URLs may carry x-amz-* headers as parameters of the same name.</summary>
    public string? Header(string name)
    {
        var value = Exchange.RequestHeaders[name];
        if (value is null && Signed.Claim.IsPresigned && name.StartsWith(AmzPrefix, StringComparison.Ordinal))
            value = Query[name];
        return value;
    }

    /// <summary>
    /// Every header whose name begins with a prefix (lower case); names are given without it, in lower case.
    /// </summary>
    public IEnumerable<MetadataPair> HeadersBelow(string prefix)
    {
        foreach (var line in Exchange.RequestHeaders.Lines)
        {
            if (line.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                yield return new MetadataPair(line.Key[prefix.Length..].ToLowerInvariant(), line.Value);
        }

        if (!Signed.Claim.IsPresigned)
            yield break;
        foreach (var parameter in Query.Parameters)
        {
            if (parameter.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                yield return new MetadataPair(
                    parameter.Name[prefix.Length..].ToLowerInvariant(),
                    System.Text.Encoding.Latin1.GetString(parameter.ValueBytes));
            }
        }
    }
}
