using Basalt.Perf.Load.Engine;

namespace Basalt.Perf.Load.Requests;

/// <summary>Swift: a token in a header.</summary>
internal sealed class SwiftRequests(Uri storageUrl, string token, string container) : IRequests
{
    public Uri Endpoint => storageUrl;

    public string? MakeContainer() => Write("PUT", container, 0);

    public string Head(Operation operation, string name, long number, int size) => operation switch
    {
        Operation.Put => Write("PUT", $"{container}/{name}-{number:D9}", size),
        Operation.Get => Write("GET", $"{container}/{name}-{number:D9}", null),
    };

    public IAnswerReader MakeReader() => new HttpAnswerReader();

    private string Write(string method, string path, int? size) =>
        $"{method} {storageUrl.AbsolutePath}/{path} HTTP/1.1\r\nHost: {storageUrl.Authority}\r\n"
        + $"X-Auth-Token: {token}\r\n"
        + (size is null ? "\r\n" : $"Content-Length: {size}\r\nContent-Type: application/octet-stream\r\n\r\n");
}
