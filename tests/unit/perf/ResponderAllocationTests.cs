using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Basalt.Interop.Linux.Uring;
using Basalt.Perf.Reactor.Http;
using Basalt.Runtime;
using Basalt.Transport;
using Basalt.Transport.Uring;

using Xunit;

namespace Basalt.Tests.Unit.Perf;

public sealed class ResponderAllocationTests
{
    private const int BodySize = 4096;
    private const int RequestCount = 2_000;
    private const int WindowCount = 3;

    [Fact]
    public async Task A_request_over_the_ring_allocates_nothing()
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        await using var kernel = KernelShard.Start(
            "allocations", TransportMode.Ring, TimeProvider.System, seed: 1, new ShardOptions(), static _ => { });
        await using var listener = kernel.Transport.Listen(
            kernel.Shard, new IPEndPoint(IPAddress.Loopback, 0), new ListenerOptions(),
            new HttpResponder(BodySize, TimeProvider.System).ServeAsync);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint, TestContext.Current.CancellationToken);
        var least = long.MaxValue;
        await AskAsync(client, RequestCount);
        for (var window = 0; window < WindowCount; window++)
        {
            var before = await ReadAllocatedAsync(client);
            await AskAsync(client, RequestCount);
            least = Math.Min(least, await ReadAllocatedAsync(client) - before);
        }

        Assert.Equal(0, least);
    }

    private static async Task AskAsync(Socket client, int count)
    {
        var request = "GET /fixed HTTP/1.1\r\nHost: test\r\n\r\n"u8.ToArray();
        var buffer = new byte[64 * 1024];
        for (var i = 0; i < count; i++)
        {
            await client.SendAsync(request);
            for (var size = 0; size < BodySize || !EndsAnswer(buffer, size);)
                size += await client.ReceiveAsync(buffer.AsMemory(size));
        }
    }

    private static bool EndsAnswer(byte[] buffer, int size)
    {
        var headSize = buffer.AsSpan(0, size).IndexOf("\r\n\r\n"u8) + 4;
        return size == headSize + BodySize;
    }

    private static async Task<long> ReadAllocatedAsync(Socket client)
    {
        await client.SendAsync("GET /counters HTTP/1.1\r\nHost: test\r\n\r\n"u8.ToArray());
        var buffer = new byte[1024];
        var text = Encoding.ASCII.GetString(buffer, 0, await client.ReceiveAsync(buffer));
        var line = text.Split('\n').Single(static l => l.StartsWith("shard ", StringComparison.Ordinal));
        return long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
