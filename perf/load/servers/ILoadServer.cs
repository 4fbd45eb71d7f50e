using Basalt.Perf.Load.Requests;

namespace Basalt.Perf.Load.Servers;

/// <summary>A running server to be measured.</summary>
internal interface ILoadServer : IAsyncDisposable
{
    /// <summary>As reports name it.</summary>
    string Name { get; }

    /// <summary>Its processes; what they start counts as theirs.</summary>
    IReadOnlyCollection<int> Processes { get; }

    IRequests Requests(string container);
}
