using System.Net;

using Basalt.Transport;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

/// <content>Back-pressure, times, paces, counts, the end.</content>
public abstract partial class TransportSuite
{
    [Fact]
    public Task A_handler_that_does_not_read_makes_its_peer_wait() => InArenaAsync(async arena =>
    {
        var size = 8 * LargeSize;
        var mayRead = new TaskCompletionSource();
        var limits = new TransportLimits { RateMin = 0 };
        var read = new TaskCompletionSource<int>();
        var listener = arena.Listen(
            async connection =>
            {
                await mayRead.Task;
                read.SetResult(await ReadToEndAsync(connection));
            },
            limits);
        await using var peer = await arena.ConnectAsync(listener);
        var sending = SendAllAsync(peer, new byte[size]);
        await arena.EventuallyAsync(() => HeldSize(listener) >= limits.ReceivePauseSize);
        await arena.PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(sending.IsCompleted);
        var held = HeldSize(listener);
        mayRead.SetResult();
        Assert.InRange(held, limits.ReceivePauseSize, limits.ReceivePauseSize + (512 * Kibi));
        Assert.Equal(size, await read.Task);
        await sending;
    });

    [Fact]
    public Task A_peer_that_does_not_read_makes_its_handler_wait() => InArenaAsync(async arena =>
    {
        var size = 4 * LargeSize;
        var written = 0;
        var listener = arena.Listen(
            async connection =>
            {
                for (; written < size; written += 10_000) await connection.Output.WriteAsync(new byte[10_000]);
            },
            new TransportLimits { RateMin = 0 });
        await using var peer = await arena.ConnectAsync(listener);
        await peer.ReceiveExactlyAsync(10);
        await arena.PassAsync(TimeSpan.FromSeconds(1));
        var before = Volatile.Read(ref written);
        Assert.InRange(before, 1, size - 1);
        await peer.ReceiveToEndAsync();
        Assert.True(written >= size);
    });

    [Fact]
    public Task A_reader_that_stands_still_is_cut_off() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(async connection => await WriteForeverAsync(connection));
        await using var peer = await arena.ConnectAsync(listener);
        await peer.ReceiveExactlyAsync(10);
        await arena.PassUntilAsync(() => listener.Counters.Ended(ConnectionEnd.SlowReader) == 1);
        Assert.True(await peer.EndsByResetAsync());
    });

    [Fact]
    public Task A_reader_that_is_slow_but_keeps_the_pace_is_served() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(async connection => await WriteForeverAsync(connection));
        await using var peer = await arena.ConnectAsync(listener);
        for (var i = 0; i < 30; i++)
        {
            await peer.ReceiveExactlyAsync(256 * Kibi);
            await arena.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, listener.Counters.Open);
    });

    [Fact]
    public Task A_sender_slower_than_the_pace_is_cut_off_in_a_body() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(static connection =>
        {
            connection.Phase = ConnectionPhase.Body;
            return ReadToEndAsync(connection);
        });
        await using var peer = await arena.ConnectAsync(listener);
        for (var i = 0; i < 12; i++)
        {
            if (listener.Counters.Open == 1 || i == 0) await SendQuietlyAsync(peer, 1);
            await arena.PassAsync(TimeSpan.FromSeconds(1));
        }

        await arena.PassUntilAsync(() => listener.Counters.Ended(ConnectionEnd.SlowSender) == 1);
        Assert.True(await peer.EndsByResetAsync());
    });

    [Fact]
    public Task A_sender_that_keeps_the_pace_is_served() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(static connection =>
        {
            connection.Phase = ConnectionPhase.Body;
            return ReadToEndAsync(connection);
        });
        await using var peer = await arena.ConnectAsync(listener);
        for (var i = 0; i < 20; i++)
        {
            await peer.SendAsync(Pattern(300));
            await arena.EventuallyAsync(() => listener.Counters.ReceivedSize == (i + 1) * 300);
            await arena.PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, listener.Counters.Open);
    });

    [Fact]
    public Task A_head_that_trickles_is_cut_off() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(ReadToEndAsync);
        await using var peer = await arena.ConnectAsync(listener);
        for (var i = 0; i < 31; i++)
        {
            if (listener.Counters.Ended(ConnectionEnd.HeadTimeout) == 0) await SendQuietlyAsync(peer, 1);
            await arena.PassAsync(TimeSpan.FromSeconds(1));
        }

        await arena.PassUntilAsync(() => listener.Counters.Ended(ConnectionEnd.HeadTimeout) == 1);
        Assert.True(await peer.EndsByResetAsync());
    });

    [Fact]
    public Task An_idle_connection_is_ended_in_good_order() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(IdleEchoAsync);
        await using var peer = await arena.ConnectAsync(listener);
        await peer.SendAsync(Pattern(5));
        Assert.Equal(Pattern(5), await peer.ReceiveExactlyAsync(5));
        await arena.PassAsync(TimeSpan.FromSeconds(120));
        Assert.Equal(1, listener.Counters.Open);
        await arena.PassAsync(TimeSpan.FromSeconds(12));
        Assert.False(await peer.EndsByResetAsync());
        await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.IdleTimeout) == 1);
    });

    [Fact]
    public Task Who_never_ends_its_half_is_closed_after_the_linger_time() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(static async connection => await connection.Output.WriteAsync(Pattern(3)));
        await using var peer = await arena.ConnectAsync(listener);
        Assert.Equal(Pattern(3), await peer.ReceiveToEndAsync());
        Assert.Equal(1, listener.Counters.Open);
        await arena.PassAsync(TimeSpan.FromSeconds(7));
        await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.Closed) == 1);
    });

    [Fact]
    public Task Connections_past_the_limit_of_an_address_are_refused() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(EchoAsync, new TransportLimits { ConnectionsPerAddressMax = 3 });
        await using var first = await arena.ConnectAsync(listener);
        await using var second = await arena.ConnectAsync(listener);
        await using var third = await arena.ConnectAsync(listener);
        Assert.True(await IsRefusedAsync(arena, listener, IPAddress.Loopback));
        Assert.Equal(1, listener.Counters.Refused(Admission.TooManyFromAddress));
        Assert.False(await IsRefusedAsync(arena, listener, IPAddress.Parse("127.0.0.2")));
        await third.DisposeAsync();
        await arena.EventuallyAsync(() => listener.Counters.Open == 2);
        Assert.False(await IsRefusedAsync(arena, listener, IPAddress.Loopback));
    });

    [Fact]
    public Task Connections_past_the_limit_in_all_are_refused_over_several_listeners() => InArenaAsync(async arena =>
    {
        var limits = new TransportLimits { ConnectionsMax = 2 };
        var options = new ListenerOptions { Gate = new ConnectionGate(limits) };
        var here = arena.Listen(EchoAsync, limits, options);
        var there = arena.Listen(EchoAsync, limits, options);
        await using var first = await arena.ConnectAsync(here);
        await using var second = await arena.ConnectAsync(there);
        await arena.EventuallyAsync(() => options.Gate.Count == 2);
        Assert.True(await IsRefusedAsync(arena, here, IPAddress.Loopback));
        Assert.Equal(1, here.Counters.Refused(Admission.TooManyInAll));
        await second.DisposeAsync();
        await arena.EventuallyAsync(() => options.Gate.Count == 1);
        Assert.False(await IsRefusedAsync(arena, here, IPAddress.Loopback));
    });

    [Fact]
    public Task Many_connections_are_served_at_once_and_leave_nothing() => InArenaAsync(async arena =>
    {
        const int Count = 300;
        var listener = arena.Listen(EchoAsync);
        var peers = new List<TestPeer>();
        for (var i = 0; i < Count; i++) peers.Add(await arena.ConnectAsync(listener));
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < Count; i++) await peers[i].SendAsync(Pattern(1000 + i));
            for (var i = 0; i < Count; i++)
                Assert.Equal(Pattern(1000 + i), await peers[i].ReceiveExactlyAsync(1000 + i));
        }

        Assert.Equal(Count, listener.Counters.Open);
        await arena.EventuallyAsync(() => HeldSize(listener) == 0);
        foreach (var peer in peers) await peer.DisposeAsync();
        await arena.EventuallyAsync(() => listener.Counters.Open == 0);
        Assert.Equal(0, HeldSize(listener));
        Assert.Equal(Count, listener.Counters.Ended(ConnectionEnd.Closed));
    });

    [Fact]
    public Task A_stop_ends_what_is_idle_and_waits_for_the_rest() => InArenaAsync(async arena =>
    {
        var mayEnd = new TaskCompletionSource();
        var listener = arena.Listen(async connection =>
        {
            var result = await connection.Input.ReadAsync();
            var isWork = result.Buffer.FirstSpan[0] == 1;
            connection.Input.AdvanceTo(result.Buffer.End);
            if (isWork) await mayEnd.Task;
            await connection.Output.WriteAsync(new byte[] { 7 });
            if (connection.IsDraining) return;
            connection.Phase = ConnectionPhase.Idle;
            await ReadToEndAsync(connection);
        });
        await using var idle = await arena.ConnectAsync(listener);
        await using var busy = await arena.ConnectAsync(listener);
        await idle.SendAsync(new byte[] { 0 });
        await busy.SendAsync(new byte[] { 1 });
        await idle.ReceiveExactlyAsync(1);
        await arena.EventuallyAsync(() => listener.Counters.ReceivedSize == 2);
        var stopping = listener.StopAsync(TimeSpan.FromSeconds(30));
        Assert.False(await idle.EndsByResetAsync());
        await idle.DisposeAsync();
        Assert.False(stopping.IsCompleted);
        mayEnd.SetResult();
        Assert.Equal(new byte[] { 7 }, await busy.ReceiveToEndAsync());
        await busy.DisposeAsync();
        await stopping;
        Assert.Equal(1, listener.Counters.Ended(ConnectionEnd.Stopped));
        Assert.Equal(1, listener.Counters.Ended(ConnectionEnd.Closed));
        Assert.True(await IsRefusedAsync(arena, listener, IPAddress.Loopback));
    });

    [Fact]
    public Task A_stop_aborts_what_does_not_end_in_time() => InArenaAsync(async arena =>
    {
        var isDead = new TaskCompletionSource<bool>();
        var listener = arena.Listen(async connection =>
        {
            var forever = new TaskCompletionSource();
            using var end = connection.Died.UnsafeRegister(
                static state => ((TaskCompletionSource)state!).SetResult(), forever);
            await forever.Task;
            isDead.SetResult(true);
        });
        await using var peer = await arena.ConnectAsync(listener);
        await arena.EventuallyAsync(() => listener.Counters.Open == 1);
        var stopping = listener.StopAsync(TimeSpan.FromSeconds(3));
        await arena.PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(stopping.IsCompleted);
        await arena.PassAsync(TimeSpan.FromSeconds(3));
        await stopping;
        Assert.True(await isDead.Task);
        Assert.Equal(1, listener.Counters.Ended(ConnectionEnd.Stopped));
        Assert.True(await peer.EndsByResetAsync());
    });

    [Fact]
    public Task A_cancelled_read_leaves_the_connection_usable() => InArenaAsync(async arena =>
    {
        using var cancellation = new CancellationTokenSource();
        var isCancelled = new TaskCompletionSource();
        var listener = arena.Listen(async connection =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await connection.Input.ReadAsync(cancellation.Token));
            isCancelled.SetResult();
            await EchoAsync(connection);
        });
        await using var peer = await arena.ConnectAsync(listener);
        await arena.EventuallyAsync(() => listener.Counters.Open == 1);
        cancellation.Cancel();
        await isCancelled.Task;
        await peer.SendAsync(Pattern(9));
        Assert.Equal(Pattern(9), await peer.ReceiveExactlyAsync(9));
    });

    /// <summary>What the connections of a listener hold in blocks and in bytes not consumed.</summary>
    private static long HeldSize(IListener listener) => ((Listener)listener).HeldSize;

    internal static async Task WriteForeverAsync(IConnection connection)
    {
        connection.Phase = ConnectionPhase.Working;
        while (!(await connection.Output.WriteAsync(new byte[8000])).IsCompleted)
        {
        }
    }

    private static async Task IdleEchoAsync(IConnection connection)
    {
        while (true)
        {
            var result = await connection.Input.ReadAsync();
            if (result.IsCompleted) return;
            connection.Phase = ConnectionPhase.Working;
            foreach (var part in result.Buffer) await connection.Output.WriteAsync(part);
            connection.Input.AdvanceTo(result.Buffer.End);
            connection.Phase = ConnectionPhase.Idle;
        }
    }

    private static async Task SendQuietlyAsync(TestPeer peer, int size)
    {
        try
        {
            await peer.SendAsync(Pattern(size));
        }
        catch (IOException)
        {
            // Cut off just now, which is what is looked for.
        }
    }

    private static async Task<bool> IsRefusedAsync(Arena arena, IListener listener, IPAddress source)
    {
        try
        {
            await using var peer = await arena.ConnectAsync(listener, source);
            await peer.SendAsync(Pattern(1));
            await peer.ReceiveExactlyAsync(1);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
