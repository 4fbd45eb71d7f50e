using System.Net;
using System.Net.Sockets;

namespace Basalt.Perf.Load.Servers;

/// <summary>Ports for peers that cannot be given port 0, below those that the kernel hands out.</summary>
internal static class FreePorts
{
    /// <summary>The first of so many in a row that are free now.</summary>
    public static int Find(int count)
    {
        for (var port = 21000; port < 29000; port += 10)
        {
            if (Enumerable.Range(port, count).All(IsFree)) return port;
        }

        throw new InvalidOperationException($"no {count} free ports in a row from 21000 to 29000");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
