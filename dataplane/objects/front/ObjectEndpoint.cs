using Basalt.Http;

namespace Basalt.Objects.Front;

/// <summary>
/// The shared port: what carries a Signature Version 4, a POST form or a bucket's host name is S3's; what lies below
/// <c>/v1/</c>, which no bucket can be called, and <c>/info</c> are Swift's; all else goes to S3, which says so in its
/// own words.
/// </summary>
/// <param name="swift">The Swift face.</param>
/// <param name="s3">The S3 face.</param>
/// <param name="bucketHostSuffixes">Host names under which a bucket is a subdomain, such as
/// <c>s3.example.net</c>.</param>
public sealed class ObjectEndpoint(IHttpHandler swift, IHttpHandler s3, IReadOnlyList<string> bucketHostSuffixes)
    : IHttpHandler
{
    private const string SwiftVersion = "/v1/";
    private const string SwiftInfo = "/info";

    public ValueTask HandleAsync(HttpExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        return IsSwift(exchange) ? swift.HandleAsync(exchange) : s3.HandleAsync(exchange);
    }

    /// <summary>By as much as is known of it; of nothing at all S3 speaks, as of every path that is not
    /// Swift's.</summary>
    public ValueTask HandleFaultAsync(HttpExchange exchange, HttpFault fault)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        return IsSwift(exchange) ? swift.HandleFaultAsync(exchange, fault) : s3.HandleFaultAsync(exchange, fault);
    }

    private bool IsSwift(HttpExchange exchange)
        => (exchange.RawPath == SwiftInfo || exchange.RawPath.StartsWith(SwiftVersion, StringComparison.Ordinal))
            && !IsSigned(exchange) && !IsBucketHost(exchange.Host);

    /// <summary>The header or the query of a signature, old or new: an old one is refused by S3, by name.</summary>
    private static bool IsSigned(HttpExchange exchange)
    {
        if (exchange.RequestHeaders["Authorization"] is { } authorization
            && authorization.StartsWith("AWS", StringComparison.Ordinal))
            return true;
        return exchange.RawQuery.Length > 0
            && (exchange.RawQuery.Contains("X-Amz-Signature=", StringComparison.OrdinalIgnoreCase)
                || exchange.RawQuery.Contains("X-Amz-Algorithm=", StringComparison.OrdinalIgnoreCase)
                || exchange.RawQuery.Contains("AWSAccessKeyId=", StringComparison.Ordinal));
    }

    private bool IsBucketHost(string host)
    {
        if (bucketHostSuffixes.Count == 0)
            return false;
        var name = host.AsSpan();
        var colon = name.LastIndexOf(':');
        if (colon >= 0)
            name = name[..colon];
        foreach (var suffix in bucketHostSuffixes)
        {
            if (name.Length > suffix.Length + 1
                && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && name[^(suffix.Length + 1)] == '.')
                return true;
        }

        return false;
    }
}
