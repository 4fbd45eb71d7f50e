using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Basalt.Http;

namespace Basalt.Tests.Unit.Objects.S3;

/// <summary>
/// One request as a client makes it, signed by code of its own. Every step can be made wrong: what is set after
/// <see cref="Sign"/> is not signed.
/// </summary>
internal sealed class S3Call(string method, string target, byte[]? body = null)
{
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    private readonly List<(string Name, string Value)> _headers = [("Host", "s3.example.net")];

    public string Method { get; } = method;

    /// <summary>Path and query, encoded as AWS wants it: what is signed is what is sent.</summary>
    public string Target { get; private set; } = target;

    public byte[] Body { get; } = body ?? [];

    public string AccessKey { get; init; } = S3Fixture.Member;

    public string Region { get; init; } = "us-east-1";

    public string Service { get; init; } = "s3";

    public string Terminator { get; init; } = "aws4_request";

    public string? ScopeDate { get; init; }

    /// <summary>x-amz-content-sha256; null: the hash of the body.</summary>
    public string? PayloadHash { get; init; }

    /// <summary>Header names that the signature leaves out.</summary>
    public string[] Unsigneds { get; init; } = [];

    /// <summary>The Content-Length header; null: none and a chunked body.</summary>
    public long? ContentLength { get; init; } = body?.Length ?? 0;

    /// <summary>Neither a Content-Length nor a coding.</summary>
    public bool IsWithoutLength { get; init; }

    public string Signature { get; private set; } = "";

    public byte[] Key { get; private set; } = [];

    public string Timestamp { get; private set; } = "";

    public string Scope { get; private set; } = "";

    public S3Call With(string name, string value)
    {
        _headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        _headers.Add((name, value));
        return this;
    }

    public S3Call Without(string name)
    {
        _headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return this;
    }

    public S3Call Sign(string secret, DateTimeOffset time)
    {
        SetScope(secret, time);
        With("x-amz-date", Timestamp);
        With("x-amz-content-sha256", PayloadHash ?? Convert.ToHexStringLower(SHA256.HashData(Body)));
        var signed = SignedHeaders();
        Signature = Calculate(signed, PayloadHash ?? Convert.ToHexStringLower(SHA256.HashData(Body)));
        return With(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={AccessKey}/{Scope}, SignedHeaders={string.Join(';', signed)}, "
            + $"Signature={Signature}");
    }

    public S3Call Presign(string secret, DateTimeOffset time, string expires)
    {
        SetScope(secret, time);
        var credential = Uri.EscapeDataString($"{AccessKey}/{Scope}");
        var signed = SignedHeaders();
        Target += (Target.Contains('?', StringComparison.Ordinal) ? "&" : "?")
            + $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={credential}&X-Amz-Date={Timestamp}"
            + $"&X-Amz-Expires={expires}&X-Amz-SignedHeaders={string.Join("%3B", signed)}";
        Signature = Calculate(signed, Unsigned);
        Target += $"&X-Amz-Signature={Signature}";
        return this;
    }

    /// <summary>A chunk or trailer signature in the chain that this call's signature begins.</summary>
    public string SignNext(string kind, string previous, params byte[][] hashed)
    {
        var lines = string.Join('\n', hashed.Select(bytes => Convert.ToHexStringLower(SHA256.HashData(bytes))));
        return Hmac($"AWS4-HMAC-SHA256-{kind}\n{Timestamp}\n{Scope}\n{previous}\n{lines}");
    }

    public InMemoryHttpExchange ToExchange()
    {
        var exchange = ContentLength is { } length && length == Body.Length
            ? new InMemoryHttpExchange(Method, Target, Body)
            : new InMemoryHttpExchange(
                Method, Target,
                System.IO.Pipelines.PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(Body)), ContentLength);
        foreach (var (name, value) in _headers)
            exchange.WithHeader(name, value);
        return ContentLength is null || IsWithoutLength
            ? exchange
            : exchange.WithHeader("Content-Length", ContentLength.Value.ToString(CultureInfo.InvariantCulture));
    }

    private void SetScope(string secret, DateTimeOffset time)
    {
        Timestamp = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var date = ScopeDate ?? Timestamp[..8];
        Scope = $"{date}/{Region}/{Service}/{Terminator}";
        Key = KnownKeys.Derive(secret, date, Region, Service);
    }

    private string[] SignedHeaders() =>
    [
        .. _headers.Select(header => header.Name.ToLowerInvariant())
            .Where(name => name != "authorization" && !Unsigneds.Contains(name))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private string Calculate(string[] signed, string payloadHash)
    {
        var question = Target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? Target : Target[..question];
        var query = question < 0
            ? ""
            : string.Join('&', Target[(question + 1)..].Split('&')
                .Select(part => part.Contains('=', StringComparison.Ordinal) ? part : part + "=")
                .Order(StringComparer.Ordinal));
        var canonical = new StringBuilder($"{Method}\n{path}\n{query}\n");
        foreach (var name in signed)
        {
            var value = _headers.First(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
            canonical.Append(CultureInfo.InvariantCulture, $"{name}:{value.Trim()}\n");
        }

        canonical.Append(CultureInfo.InvariantCulture, $"\n{string.Join(';', signed)}\n{payloadHash}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
        return Hmac($"AWS4-HMAC-SHA256\n{Timestamp}\n{Scope}\n{hash}");
    }

    private string Hmac(string text)
        => Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)));
}
