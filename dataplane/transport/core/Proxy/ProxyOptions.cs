using System.Net;

namespace Basalt.Transport.Proxy;

/// <summary>Who may speak for others. From these a PROXY header is demanded, from all others none is read.</summary>
/// <param name="TrustedNetworks">Addresses of the proxies.</param>
/// <param name="IsUnixTrusted">Whether whoever can open the Unix socket is a proxy.</param>
public sealed record ProxyOptions(IReadOnlyList<IPNetwork> TrustedNetworks, bool IsUnixTrusted = false)
{
    public bool IsTrusted(EndPoint peer)
    {
        if (peer is not IPEndPoint { Address: var address }) return IsUnixTrusted;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        foreach (var network in TrustedNetworks)
        {
            if (network.Contains(address)) return true;
        }

        return false;
    }
}
