using Basalt.Perf.Load.Requests;

namespace Basalt.Perf.Load.Servers;

/// <summary>A running server to be measured.</summary>
internal interface ILoadServer : IAsyncDisposable
{
    /// <summary>As reports name it.</summary>
    string Name { get; }

    /// <summary>Whether it is somebody else's: ratios are to it.</summary>
    bool IsPeer { get; }

    /// <summary>Its processes; what they start counts as theirs.</summary>
    IReadOnlyCollection<int> Processes { get; }

    IRequests Requests(string container);

    /// <summary>Bytes that the thread which serves has allocated; null if the server does not tell.</summary>
    long? ReadAllocated();
}
