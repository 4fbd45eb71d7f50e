using Basalt.Transport.Simulation;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

public sealed class SimulatedTransportTests : TransportSuite
{
    private const int SeedCount = 3;

    internal override int LargeSize => 256 * 1024;

    internal override async Task InArenaAsync(Func<Arena, Task> test)
    {
        for (var seed = 1; seed <= SeedCount; seed++)
            await RunAsync(new SimulatedArena(seed, new SimulatedNetworkOptions()), test);
    }

    [Fact]
    public async Task Equal_seeds_run_equally()
    {
        Assert.Equal(await TraceAsync(7), await TraceAsync(7));
        Assert.NotEqual(await TraceAsync(7), await TraceAsync(8));
    }

    [Fact]
    public async Task Connections_overtake_one_another()
    {
        var arrivals = new List<int>();
        await RunAsync(new SimulatedArena(1, new SimulatedNetworkOptions()), async arena =>
        {
            var listener = arena.Listen(async connection => arrivals.Add(await ReadToEndAsync(connection)));
            var peers = new List<TestPeer>();
            for (var i = 1; i <= 20; i++) peers.Add(await arena.ConnectAsync(listener));
            for (var i = 1; i <= 20; i++)
            {
                await peers[i - 1].SendAsync(Pattern(i));
                await peers[i - 1].FinishAsync();
            }

            foreach (var peer in peers) await peer.DisposeAsync();
            await arena.EventuallyAsync(() => arrivals.Count == 20);
        });
        Assert.Equal(20, arrivals.Count);
        Assert.NotEqual(Enumerable.Range(1, 20), arrivals);
        Assert.Equal(Enumerable.Range(1, 20), arrivals.Order());
    }

    [Fact]
    public async Task Resets_and_silence_never_change_what_arrives()
    {
        var options = new SimulatedNetworkOptions { ResetsPerMillion = 20_000, SilencesPerMillion = 10_000 };
        var broken = 0;
        for (var seed = 1; seed <= 30; seed++)
        {
            await RunAsync(new SimulatedArena(seed, options), async arena =>
            {
                var limits = new Basalt.Transport.TransportLimits { HeadTimeMax = TimeSpan.FromSeconds(20) };
                var listener = arena.Listen(EchoAsync, limits);
                TestPeer? patient = null;
                await using var patience = arena.Shard.Time.CreateTimer(
                    _ => patient?.Reset(), null, TimeSpan.FromSeconds(60), Timeout.InfiniteTimeSpan);
                await using var peer = patient = await arena.ConnectAsync(listener);
                var bytes = Pattern(200_000);
                var sending = SendAllQuietlyAsync(peer, bytes);
                var received = new MemoryStream();
                var part = new byte[5000];
                try
                {
                    while (await peer.ReceiveAsync(part) is var size and > 0) received.Write(part, 0, size);
                    Assert.Equal(bytes.Length, received.Length);
                }
                catch (IOException)
                {
                    broken++;
                }

                Assert.True(bytes.AsSpan().StartsWith(received.ToArray()));
                await sending;
            });
        }

        Assert.InRange(broken, 5, 29);
    }

    private static async Task SendAllQuietlyAsync(TestPeer peer, byte[] bytes)
    {
        try
        {
            await peer.SendAsync(bytes);
            await peer.FinishAsync();
        }
        catch (IOException)
        {
            // The network broke it; the reader sees that, too.
        }
    }

    private static async Task<ulong> TraceAsync(int seed)
    {
        var arena = new SimulatedArena(seed, new SimulatedNetworkOptions());
        await RunAsync(arena, static async arena =>
        {
            var listener = arena.Listen(EchoAsync);
            await using var peer = await arena.ConnectAsync(listener);
            await peer.SendAsync(Pattern(300_000));
            await peer.ReceiveExactlyAsync(300_000);
        });
        return arena.TraceHash;
    }
}
