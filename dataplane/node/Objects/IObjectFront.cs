using System.Net;

using Basalt.Http.Http1;

namespace Basalt.Node.Objects;

/// <summary>A front that serves the object endpoint. Stopped once.</summary>
internal interface IObjectFront
{
    /// <summary>Where it listens.</summary>
    IPEndPoint EndPoint { get; }

    /// <summary>Whether a certificate that was made anew is used without another start.</summary>
    bool ReloadsCertificate { get; }

    /// <summary>The node's own HTTP/1.1, for its counters; null if this is another's.</summary>
    Http1Front? Http1 { get; }

    /// <summary>Takes no new connections and lets requests under way end, for so long.</summary>
    Task StopAsync(TimeSpan drain);
}
