using System.Net;

namespace Basalt.Transport.Sockets;

/// <summary>Addresses as people write them.</summary>
internal static class Endpoints
{
    /// <summary>An IPv4 address that came through an IPv6 socket is an IPv4 address.</summary>
    public static EndPoint Plain(EndPoint address)
        => address is IPEndPoint { Address.IsIPv4MappedToIPv6: true } ip
            ? new IPEndPoint(ip.Address.MapToIPv4(), ip.Port)
            : address;
}
