using Basalt.Perf.Load.Engine;

namespace Basalt.Perf.Load.Requests;

/// <summary>Echo: so many bytes, which come back.</summary>
internal sealed class EchoRequests(Uri endpoint, int size) : IRequests
{
    private readonly string _message = new('x', size);

    public Uri Endpoint => endpoint;

    public string? MakeContainer() => null;

    public string Head(Operation operation, string name, long number, int size) => _message;

    public IAnswerReader MakeReader() => new EchoReader(_message.Length);
}
