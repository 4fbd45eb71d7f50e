using Basalt.Perf.Load.Engine;

namespace Basalt.Perf.Load.Requests;

/// <summary>Plain HTTP: always the same GET, as short as browsers' are not.</summary>
internal sealed class HttpRequests(Uri endpoint) : IRequests
{
    private readonly string _head = $"GET {endpoint.AbsolutePath} HTTP/1.1\r\nHost: {endpoint.Authority}\r\n"
        + "User-Agent: basalt-load\r\nAccept: */*\r\n\r\n";

    public Uri Endpoint => endpoint;

    public string? MakeContainer() => null;

    public string Head(Operation operation, string name, long number, int size) => operation switch
    {
        Operation.Get => _head,
        Operation.Put => throw new InvalidOperationException("a fixed answer is got, not put"),
    };

    public IAnswerReader MakeReader() => new HttpAnswerReader();
}
