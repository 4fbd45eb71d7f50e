using System.Buffers;
using System.Net;

using Basalt.Transport;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

/// <summary>What every transport promises; a class for each runs it.</summary>
public abstract partial class TransportSuite
{
    private const int Kibi = 1024;
    private const int Mebi = 1024 * Kibi;

    /// <summary>Much, for this transport.</summary>
    internal virtual int LargeSize => 8 * Mebi;

    internal abstract Task InArenaAsync(Func<Arena, Task> test);

    [Fact]
    public Task What_is_sent_comes_back() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(EchoAsync);
        await using var peer = await arena.ConnectAsync(listener);
        for (var size = 1; size < 100_000; size = (size * 3) + 1)
        {
            var bytes = Pattern(size);
            await peer.SendAsync(bytes);
            Assert.Equal(bytes, await peer.ReceiveExactlyAsync(size));
        }

        Assert.Equal(1, listener.Counters.Accepted);
        Assert.Equal(1, listener.Counters.Open);
    });

    [Fact]
    public Task Much_goes_both_ways_at_once() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(EchoAsync);
        await using var peer = await arena.ConnectAsync(listener);
        var bytes = Pattern(LargeSize);
        var sending = SendAllAsync(peer, bytes);
        var received = await peer.ReceiveToEndAsync();
        await sending;
        Assert.True(bytes.AsSpan().SequenceEqual(received));
        await peer.DisposeAsync();
        await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.Closed) == 1);
        Assert.Equal(bytes.Length, listener.Counters.ReceivedSize);
        Assert.Equal(bytes.Length, listener.Counters.SentSize);
    });

    [Fact]
    public Task A_reader_that_wants_all_at_once_gets_what_comes_in_pieces() => InArenaAsync(async arena =>
    {
        var seen = new TaskCompletionSource<byte[]>();
        var listener = arena.Listen(async connection =>
        {
            while (true)
            {
                var result = await connection.Input.ReadAsync();
                if (result.IsCompleted)
                {
                    seen.SetResult(result.Buffer.ToArray());
                    connection.Input.AdvanceTo(result.Buffer.End);
                    return;
                }

                connection.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        });
        await using var peer = await arena.ConnectAsync(listener);
        var bytes = Pattern(20_000);
        for (var start = 0; start < bytes.Length; start += 997)
            await peer.SendAsync(bytes.AsMemory(start, Math.Min(997, bytes.Length - start)));
        await peer.FinishAsync();
        Assert.Equal(bytes, await seen.Task);
    });

    [Fact]
    public Task A_half_close_leaves_the_other_half_open() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(async connection =>
        {
            var size = await ReadToEndAsync(connection);
            await connection.Output.WriteAsync(Pattern(size * 2));
        });
        await using var peer = await arena.ConnectAsync(listener);
        await peer.SendAsync(Pattern(1000));
        await peer.FinishAsync();
        Assert.Equal(Pattern(2000), await peer.ReceiveToEndAsync());
    });

    [Fact]
    public Task Our_half_close_leaves_the_peers_half_open() => InArenaAsync(async arena =>
    {
        var size = new TaskCompletionSource<int>();
        var listener = arena.Listen(async connection =>
        {
            await connection.Output.WriteAsync(Pattern(100));
            connection.Output.Complete();
            size.SetResult(await ReadToEndAsync(connection));
        });
        await using var peer = await arena.ConnectAsync(listener);
        Assert.Equal(Pattern(100), await peer.ReceiveToEndAsync());
        await peer.SendAsync(Pattern(50_000));
        await peer.FinishAsync();
        Assert.Equal(50_000, await size.Task);
    });

    [Fact]
    public Task What_was_written_before_the_handler_returned_arrives() => InArenaAsync(async arena =>
    {
        // More than any kernel holds, and never read by the handler: the answer is not cut by a reset.
        var listener = arena.Listen(async connection => await connection.Output.WriteAsync(Pattern(LargeSize / 4)));
        await using var peer = await arena.ConnectAsync(listener);
        await peer.SendAsync(Pattern(100_000));
        Assert.Equal(Pattern(LargeSize / 4), await peer.ReceiveToEndAsync());
    });

    [Fact]
    public Task A_reset_in_the_middle_ends_reads_and_writes() => InArenaAsync(async arena =>
    {
        var ended = new TaskCompletionSource<ConnectionEnd>();
        var isWriteOver = false;
        var listener = arena.Listen(async connection =>
        {
            try
            {
                while (true)
                {
                    var result = await connection.Input.ReadAsync();
                    connection.Input.AdvanceTo(result.Buffer.End);
                }
            }
            catch (ConnectionException failure)
            {
                isWriteOver = (await connection.Output.WriteAsync(Pattern(10))).IsCompleted;
                Assert.True(connection.Died.IsCancellationRequested);
                ended.SetResult(failure.End);
            }
        });
        await using var peer = await arena.ConnectAsync(listener);
        await peer.SendAsync(Pattern(100_000));

        // Who resets before it was accepted was never there.
        await arena.EventuallyAsync(() => listener.Counters.ReceivedSize > 0);
        peer.Reset();
        Assert.Equal(ConnectionEnd.Reset, await ended.Task);
        Assert.True(isWriteOver);
        await arena.EventuallyAsync(() => listener.Counters.Open == 0);
        Assert.Equal(1, listener.Counters.Ended(ConnectionEnd.Reset));
        Assert.Empty(arena.Warnings);
    });

    [Fact]
    public Task A_reset_ends_a_flush_that_waits() => InArenaAsync(async arena =>
    {
        var isOver = new TaskCompletionSource<bool>();
        var listener = arena.Listen(async connection =>
        {
            while (!(await connection.Output.WriteAsync(Pattern(100_000))).IsCompleted)
            {
            }

            isOver.SetResult(true);
        });
        await using var peer = await arena.ConnectAsync(listener);
        await peer.ReceiveExactlyAsync(1000);
        peer.Reset();
        Assert.True(await isOver.Task);
    });

    [Fact]
    public Task An_abort_resets_the_peer() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(static connection =>
        {
            connection.Abort();
            return Task.CompletedTask;
        });
        Assert.True(await IsRefusedAsync(arena, listener, IPAddress.Loopback));
        await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.Aborted) == 1);
    });

    [Fact]
    public Task A_handler_that_throws_ends_its_connection_and_is_told_of_once() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(static async connection =>
        {
            await connection.Input.ReadAsync();
            throw new InvalidOperationException("a mistake in the handler");
        });
        await using var peer = await arena.ConnectAsync(listener);
        await peer.SendAsync(Pattern(1));
        Assert.True(await peer.EndsByResetAsync());
        await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.HandlerFailed) == 1);
        Assert.Contains("a mistake in the handler", Assert.Single(arena.Warnings), StringComparison.Ordinal);
    });

    internal static async Task RunAsync(Arena arena, Func<Arena, Task> test)
    {
        await using (arena)
        {
            await arena.RunAsync(() => test(arena));
        }
    }

    internal static async Task EchoAsync(IConnection connection)
    {
        while (true)
        {
            var result = await connection.Input.ReadAsync();
            foreach (var part in result.Buffer) connection.Output.Write(part.Span);
            connection.Input.AdvanceTo(result.Buffer.End);
            if ((await connection.Output.FlushAsync()).IsCompleted || result.IsCompleted) return;
        }
    }

    internal static async Task<int> ReadToEndAsync(IConnection connection)
    {
        var size = 0L;
        while (true)
        {
            var result = await connection.Input.ReadAsync();
            size += result.Buffer.Length;
            connection.Input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted) return (int)size;
        }
    }

    internal static byte[] Pattern(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private static async Task SendAllAsync(TestPeer peer, byte[] bytes)
    {
        await peer.SendAsync(bytes);
        await peer.FinishAsync();
    }
}
