using System.Net;
using Basalt.Perf.Load.Engine;
using Basalt.Perf.Load.Servers;

namespace Basalt.Perf.Load.Connections;

/// <summary>What a server that has nothing to do costs: by itself, and with many connections that wait.</summary>
internal static class IdleConnections
{
    /// <summary>For the server to come to rest, before it is looked at.</summary>
    private static readonly TimeSpan s_settleTime = TimeSpan.FromSeconds(3);

    public static async Task<IdleResult> MeasureAsync(ILoadServer server, int count, TimeSpan duration)
    {
        var requests = server.Requests("idle");
        var address = new IPEndPoint(IPAddress.Parse(requests.Endpoint.Host), requests.Endpoint.Port);
        var processes = ProcessCpu.WithDescendants(server.Processes);
        using var epoll = new Epoll();
        var connections = Enumerable.Range(0, count)
            .Select(n => new LoadConnection(address, requests.MakeReader, epoll, n))
            .ToArray();
        try
        {
            // A first one, so that what is made once is not counted for each.
            Ask(connections.AsSpan(0, 1), requests, epoll);
            await Task.Delay(s_settleTime);
            var alone = await ShareAsync(processes, duration);
            var (resident, machine) = (Resident(processes), ProcessMemory.Available());
            Ask(connections.AsSpan(1), requests, epoll);
            await Task.Delay(s_settleTime);
            var (residentAfter, machineAfter) = (Resident(processes), ProcessMemory.Available());
            var loaded = await ShareAsync(processes, duration);
            return new(
                alone, loaded, (residentAfter - resident) / (count - 1.0), (machine - machineAfter) / (count - 1.0));
        }
        finally
        {
            foreach (var connection in connections) connection.Dispose();
        }
    }

    /// <summary>Each connects, asks once and gets its answer: a connection that waits has been used before.</summary>
    private static void Ask(ReadOnlySpan<LoadConnection> connections, Requests.IRequests requests, Epoll epoll)
    {
        var head = System.Text.Encoding.ASCII.GetBytes(requests.Head(Operation.Get, "idle", 0, 0));
        var buffer = new byte[64 * 1024];
        foreach (var connection in connections)
        {
            head.CopyTo(connection.Prepare(head.Length));
            connection.Send();
            bool isGood;
            while (epoll.Wait(-1) < 1 || !connection.TryFinish(buffer, out isGood))
            {
            }

            if (!isGood) throw new IOException("the server refuses a connection");
        }
    }

    /// <summary>Percent of one processor.</summary>
    private static async Task<double> ShareAsync(IReadOnlyCollection<int> processes, TimeSpan duration)
    {
        var before = ProcessCpu.Of(processes);
        await Task.Delay(duration);
        return 100 * (ProcessCpu.Of(processes) - before) / duration;
    }

    /// <summary>Bytes.</summary>
    private static long Resident(IEnumerable<int> processes) => processes.Sum(ProcessMemory.Resident);
}
