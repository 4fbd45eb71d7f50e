using Basalt.Perf.Load.Engine;
using Basalt.Tests.Support.Signing;

namespace Basalt.Perf.Load.Requests;

/// <summary>S3: a signature for each request (Signature Version 4, unsigned payload).</summary>
internal sealed class S3Requests(Uri endpoint, AccessKey key, string bucket) : IRequests
{
    private readonly string _stampOfKey = SignatureV4.Stamp(TimeProvider.System.GetUtcNow());
    private byte[]? _derived;

    public Uri Endpoint => endpoint;

    public string? MakeContainer() => Write("PUT", $"/{bucket}", 0);

    public string Head(Operation operation, string name, long number, int size) => operation switch
    {
        Operation.Put => Write("PUT", $"/{bucket}/{name}-{number:D9}", size),
        Operation.Get => Write("GET", $"/{bucket}/{name}-{number:D9}", null),
    };

    public IAnswerReader MakeReader() => new HttpAnswerReader();

    private string Write(string method, string path, int? size)
    {
        // A run is shorter than a day: one derived key does for all of it.
        _derived ??= SignatureV4.DeriveKey(key, _stampOfKey);
        var scope = SignatureV4.Scope(key, _stampOfKey);
        const string Signed = "host;x-amz-content-sha256;x-amz-date";
        const string Hash = SignatureV4.UnsignedPayload;
        var stamp = SignatureV4.Stamp(TimeProvider.System.GetUtcNow());
        var canonical = $"{method}\n{path}\n\n"
            + $"host:{endpoint.Authority}\nx-amz-content-sha256:{Hash}\nx-amz-date:{stamp}\n\n{Signed}\n{Hash}";
        var signature = SignatureV4.Signature(canonical, _derived, scope, stamp);
        return $"{method} {path} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nx-amz-date: {stamp}\r\n"
            + $"x-amz-content-sha256: {Hash}\r\nAuthorization: AWS4-HMAC-SHA256 Credential={key.Id}/{scope}, "
            + $"SignedHeaders={Signed}, Signature={signature}\r\n"
            + (size is null ? "\r\n" : $"Content-Length: {size}\r\n\r\n");
    }
}
