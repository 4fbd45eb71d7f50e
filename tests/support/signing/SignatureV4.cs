using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Basalt.Tests.Support.Signing;

/// <summary>Signs requests as a client does, independently of the code under test.</summary>
/// <remarks>AWS Signature Version 4, "Create a signed AWS API request"; S3 encodes the path once.</remarks>
public static class SignatureV4
{
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Adds x-amz-date, x-amz-content-sha256 and Authorization. </summary>
    /// <param name="request">With an absolute URI whose path is percent-encoded as S3 asks.</param>
    /// <param name="key">Who signs.</param>
    /// <param name="time">When.</param>
    /// <param name="payloadHash">Lower-case SHA-256 of the body, or <see cref="UnsignedPayload"/>.</param>
    public static void Sign(HttpRequestMessage request, AccessKey key, DateTimeOffset time, string payloadHash)
    {
        var uri = request.RequestUri!;
        var stamp = Stamp(time);
        request.Headers.TryAddWithoutValidation("x-amz-date", stamp);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", payloadHash);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = uri.Authority };
        foreach (var (name, values) in request.Headers)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            {
                headers[name.ToLowerInvariant()] = string.Join(',', values).Trim();
            }
        }

        var names = string.Join(';', headers.Keys);
        var canonical = new StringBuilder()
            .Append(request.Method.Method).Append('\n')
            .Append(uri.AbsolutePath).Append('\n')
            .Append(CanonicalQuery(uri.Query)).Append('\n');
        foreach (var (name, value) in headers)
        {
            canonical.Append(name).Append(':').Append(value).Append('\n');
        }

        canonical.Append('\n').Append(names).Append('\n').Append(payloadHash);
        var signature = Signature(canonical.ToString(), DeriveKey(key, stamp), Scope(key, stamp), stamp);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"{Algorithm} Credential={key.Id}/{Scope(key, stamp)}, SignedHeaders={names}, Signature={signature}");
    }

    /// <summary>The same URI with the signature in its query, good for a while from the time given.</summary>
    public static Uri Presign(HttpMethod method, Uri uri, AccessKey key, DateTimeOffset time, TimeSpan validity)
    {
        var stamp = Stamp(time);
        var credential = Uri.EscapeDataString($"{key.Id}/{Scope(key, stamp)}");
        var expires = ((int)validity.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var query = $"X-Amz-Algorithm={Algorithm}&X-Amz-Credential={credential}&X-Amz-Date={stamp}"
            + $"&X-Amz-Expires={expires}&X-Amz-SignedHeaders=host";
        var full = uri.Query.Length > 1 ? uri.Query[1..] + "&" + query : query;
        var canonical = $"{method.Method}\n{uri.AbsolutePath}\n{CanonicalQuery(full)}\n"
            + $"host:{uri.Authority}\n\nhost\n{UnsignedPayload}";
        var signature = Signature(canonical, DeriveKey(key, stamp), Scope(key, stamp), stamp);
        return new Uri($"{uri.GetLeftPart(UriPartial.Path)}?{full}&X-Amz-Signature={signature}");
    }

    public static string Hash(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>Signs a canonical request with a key that is good for the stamp's day.</summary>
    public static string Signature(string canonical, byte[] derivedKey, string scope, string stamp)
    {
        var text = $"{Algorithm}\n{stamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        return Convert.ToHexStringLower(HMACSHA256.HashData(derivedKey, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The signing key of one day, one region and S3.</summary>
    public static byte[] DeriveKey(AccessKey key, string stamp)
    {
        var secret = Encoding.UTF8.GetBytes("AWS4" + key.Secret);
        foreach (var part in new[] { stamp[..8], key.Region, "s3", "aws4_request" })
        {
            secret = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(part));
        }

        return secret;
    }

    private static string CanonicalQuery(string query) => string.Join(
        '&',
        query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static part => part.Contains('=', StringComparison.Ordinal) ? part : part + "=")
            .Order(StringComparer.Ordinal));

    /// <summary>The time as x-amz-date has it.</summary>
    public static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static string Scope(AccessKey key, string stamp) => $"{stamp[..8]}/{key.Region}/s3/aws4_request";
}
