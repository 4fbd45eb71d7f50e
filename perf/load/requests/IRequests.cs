using Basalt.Perf.Load.Engine;

namespace Basalt.Perf.Load.Requests;

/// <summary>Writes the requests of one protocol, as bytes.</summary>
internal interface IRequests
{
    /// <summary>Where to connect to.</summary>
    Uri Endpoint { get; }

    /// <summary>The head of a request for the container itself, to make it; null if there is nothing to make.</summary>
    string? MakeContainer();

    /// <summary>A request's head up to and with its blank line; the body follows.</summary>
    /// <param name="operation">Put or get.</param>
    /// <param name="name">The object's name: letters, digits and dashes; the part that all of a run share.</param>
    /// <param name="number">The rest of the name.</param>
    /// <param name="size">Bytes of the body.</param>
    string Head(Operation operation, string name, long number, int size);

    /// <summary>Finds the ends of the answers.</summary>
    IAnswerReader MakeReader();
}
