using System.Net;

namespace Basalt.Transport;

/// <summary>Takes connections for one shard and tells its handler of each. Any thread may stop it.</summary>
public interface IListener : IAsyncDisposable
{
    /// <summary>Where it listens; with the port that the system chose if asked for port 0.</summary>
    EndPoint LocalEndPoint { get; }

    TransportCounters Counters { get; }

    /// <summary>
    /// Takes no more connections, ends those that are idle, lets the others end what they do, and aborts what is left
    /// after <paramref name="drain"/> by the shard's clock. Done when all is closed; a second call joins the first.
    /// </summary>
    Task StopAsync(TimeSpan drain);
}
