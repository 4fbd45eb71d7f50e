using System.Net;

namespace Basalt.Node.Objects;

/// <summary>A front that serves the object endpoint. Stopped once.</summary>
internal interface IObjectFront
{
    /// <summary>Where it listens.</summary>
    IPEndPoint EndPoint { get; }

    /// <summary>Whether a certificate that was made anew is used without another start.</summary>
    bool ReloadsCertificate { get; }

    /// <summary>Takes no new connections and lets requests under way end, for so long.</summary>
    Task StopAsync(TimeSpan drain);
}
