using System.Net;

namespace Basalt.Transport.Proxy;

/// <summary>What a PROXY header says.</summary>
/// <param name="IsLocal">The proxy speaks for itself (LOCAL), as with a health check.</param>
/// <param name="Source">The client; null if the proxy speaks for itself or does not say.</param>
/// <param name="Target">Where the client connected to; null likewise.</param>
public readonly record struct ProxyHeader(bool IsLocal, IPEndPoint? Source, IPEndPoint? Target);
