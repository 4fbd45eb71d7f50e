using System.Buffers;

using Basalt.Interop.Linux.Uring;
using Basalt.Transport;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

/// <summary>What connections share is all in use: the others are served on, and it comes back.</summary>
public sealed class MemoryShortageTests
{
    private const byte Hold = 1;
    private const byte Echo = 2;
    private const int HolderCount = 60;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>No pace: nobody is cut off, however long the test takes.</summary>
    private static readonly TransportLimits s_limits = new() { RateMin = 0 };

    [Fact]
    public async Task Connections_that_do_not_read_leave_receive_buffers_to_the_others()
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        var arena = UringArena.Make();
        await TransportSuite.RunAsync(arena, async _ =>
        {
            var mayEnd = new TaskCompletionSource();
            var listener = arena.Listen(connection => ServeAsync(connection, mayEnd.Task), s_limits);
            try
            {
                await using var first = await arena.ConnectAsync(listener);
                await first.SendAsync(new[] { Echo });
                await EchoAsync(first);
                var holders = await SendAsync(arena, listener, 400_000);
                await arena.EventuallyAsync(() => arena.Ring.LentBufferCount >= 300 && listener.Counters.Blocks > 0);

                // Who was there before is served, and who comes now.
                await EchoAsync(first);
                await using var last = await arena.ConnectAsync(listener);
                await last.SendAsync(new[] { Echo });
                await EchoAsync(last);
                mayEnd.SetResult();
                await EndAsync(arena, listener, [.. holders, first, last]);
                Assert.Equal(0, arena.Ring.LentBufferCount);
            }
            finally
            {
                mayEnd.TrySetResult();
            }
        });
    }

    [Fact]
    public Task Rings_serve_on_with_their_shared_blocks_in_use()
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        return WithBlocksInUseAsync(UringArena.Make());
    }

    [Fact]
    public Task Sockets_serve_on_with_their_shared_blocks_in_use() => WithBlocksInUseAsync(new SocketArena());

    [Fact]
    public Task Memory_serves_on_with_its_shared_blocks_in_use() => WithBlocksInUseAsync(new MemoryArena());

    private static Task WithBlocksInUseAsync(Arena arena) => TransportSuite.RunAsync(arena, async _ =>
    {
        var limits = s_limits with { SharedSendSize = 16 * s_limits.ScarceSize };
        var mayEnd = new TaskCompletionSource();
        var written = new long[HolderCount + 2];
        var listener = arena.Listen(connection => WriteAsync(connection, written, mayEnd.Task), limits);
        var peers = new List<TestPeer>();
        for (var i = 0; i < HolderCount; i++) peers.Add(await arena.ConnectAsync(listener));
        foreach (var peer in peers) await peer.SendAsync(new[] { Hold });
        await arena.EventuallyAsync(() => listener.Counters.HeapBlocks > 0);
        await StandStillAsync(arena, () => written.Sum());

        // Each holds what it was writing and little more, though alone it might hold much.
        var held = ((Listener)listener).HeldSize;
        Assert.InRange(held, 1, HolderCount * 4L * limits.ScarceSize);
        await using var last = await arena.ConnectAsync(listener);
        await last.SendAsync(new[] { Echo });
        await EchoAsync(last);
        mayEnd.SetResult();
        await EndAsync(arena, listener, [.. peers, last]);

        // With all memory back one may hold as much as ever.
        mayEnd = new TaskCompletionSource();
        await using var alone = await arena.ConnectAsync(listener);
        await alone.SendAsync(new[] { Hold });
        await arena.EventuallyAsync(() => ((Listener)listener).HeldSize >= 10L * limits.ScarceSize);
        mayEnd.SetResult();
        await EndAsync(arena, listener, [alone]);
    });

    /// <summary>Waits until nothing is written any more.</summary>
    private static async Task StandStillAsync(Arena arena, Func<long> size)
    {
        var still = 0;
        var last = -1L;
        await arena.EventuallyAsync(() =>
        {
            still = size() == last ? still + 1 : 0;
            last = size();
            return still == 50;
        });
    }

    /// <summary>The first byte says what is done with the rest: sent back, or not even read until the end.</summary>
    private static async Task ServeAsync(IConnection connection, Task end)
    {
        connection.Phase = ConnectionPhase.Working;
        var result = await connection.Input.ReadAsync();
        var isHolder = result.Buffer.FirstSpan[0] == Hold;
        connection.Input.AdvanceTo(result.Buffer.GetPosition(1), result.Buffer.GetPosition(1));
        if (isHolder) await end;
        else await TransportSuite.EchoAsync(connection);
    }

    /// <summary>Sends back, or writes on and on to a peer that does not read.</summary>
    private static async Task WriteAsync(IConnection connection, long[] written, Task end)
    {
        connection.Phase = ConnectionPhase.Working;
        var result = await connection.Input.ReadAsync();
        var isHolder = result.Buffer.FirstSpan[0] == Hold;
        connection.Input.AdvanceTo(result.Buffer.GetPosition(1), result.Buffer.GetPosition(1));
        if (!isHolder)
        {
            await TransportSuite.EchoAsync(connection);
            return;
        }

        while (!end.IsCompleted)
        {
            connection.Output.GetSpan(8_000);
            connection.Output.Advance(8_000);
            written[(connection.Id - 1) % written.Length] += 8_000;
            if ((await connection.Output.FlushAsync()).IsCompleted) return;
        }
    }

    private static async Task<List<TestPeer>> SendAsync(Arena arena, IListener listener, int size)
    {
        var holders = new List<TestPeer>();
        for (var i = 0; i < HolderCount; i++)
        {
            holders.Add(await arena.ConnectAsync(listener));
            await holders[i].SendAsync(new[] { Hold });
            _ = SendQuietlyAsync(holders[i], size);
        }

        return holders;
    }

    private static async Task SendQuietlyAsync(TestPeer peer, int size)
    {
        try
        {
            await peer.SendAsync(new byte[size]);
        }
        catch (IOException)
        {
            // The test has ended, and the connection with it.
        }
    }

    private static async Task EchoAsync(TestPeer peer)
    {
        var bytes = TransportSuite.Pattern(100_000);
        var sending = peer.SendAsync(bytes);
        var back = await peer.ReceiveExactlyAsync(bytes.Length).WaitAsync(s_patience, TimeProvider.System);
        await sending;
        Assert.Equal(bytes, back);
    }

    private static async Task EndAsync(Arena arena, IListener listener, IReadOnlyList<TestPeer> peers)
    {
        foreach (var peer in peers) peer.Reset();
        await arena.EventuallyAsync(() => listener.Counters.Open == 0);
        await arena.EventuallyAsync(() => listener.Counters.Blocks == 0);
    }
}
