using System.Security.Cryptography;
using System.Text;

namespace Basalt.Control.Identity.Credentials;

/// <summary>An EC2 request as a service passes it on, to have its signature checked.</summary>
internal sealed record Ec2Request(
    string Verb,
    string Path,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Headers,
    string? BodyHash)
{
    /// <summary>AWS Signature Version 4, "Create a canonical request" and "Create a string to sign". Null if the
    /// request does not carry what those need.</summary>
    public string? ToStringToSign()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Headers)
            headers[name] = value;
        var authorization = headers.TryGetValue("Authorization", out var text) ? ParseAuthorization(text) : null;
        var credential = authorization?.GetValueOrDefault("Credential")
            ?? Parameters.GetValueOrDefault("X-Amz-Credential");
        var signed = authorization?.GetValueOrDefault("SignedHeaders")
            ?? Parameters.GetValueOrDefault("X-Amz-SignedHeaders");
        if (!headers.TryGetValue("X-Amz-Date", out var date))
            date = Parameters.GetValueOrDefault("X-Amz-Date");
        if (credential is null || signed is null || date is null || credential.Split('/', 2) is not [_, var scope])
            return null;

        var canonical = new StringBuilder()
            .Append(Verb.ToUpperInvariant()).Append('\n')
            .Append(Path).Append('\n')
            .Append(CanonicalQuery()).Append('\n');
        foreach (var name in signed.Split(';'))
        {
            if (!headers.TryGetValue(name, out var value))
                return null;
            canonical.Append(name).Append(':').Append(value.Trim()).Append('\n');
        }

        canonical.Append('\n').Append(signed).Append('\n')
            .Append(BodyHash ?? headers.GetValueOrDefault("X-Amz-Content-Sha256") ?? "");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
        return $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{hash}";
    }

    /// <summary>The parameters of a POST are its body, which the hash covers.</summary>
    private string CanonicalQuery() => string.Equals(Verb, "POST", StringComparison.OrdinalIgnoreCase)
        ? ""
        : string.Join('&', Parameters
            .Where(static pair => pair.Key != "X-Amz-Signature")
            .Select(static pair => (Key: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Key}={pair.Value}"));

    /// <summary><c>AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>.</summary>
    private static Dictionary<string, string> ParseAuthorization(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        foreach (var part in text[(space + 1)..].Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2) is [var name, var value])
                parts[name] = value;
        }

        return parts;
    }
}
