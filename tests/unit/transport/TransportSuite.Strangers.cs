using System.Buffers;

using Basalt.Transport;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

/// <content>What is one connection's never becomes another's.</content>
public abstract partial class TransportSuite
{
    private const int GoneCount = 96;
    private const int FreshCount = 32;
    private const byte LineEnd = (byte)'\n';
    private const byte Greedy = (byte)'!';

    [Fact]
    public Task Who_comes_after_many_that_were_reset_gets_its_own_answer_only() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(AnswerLinesAsync, RoomForAll());
        List<TestPeer> gone = [.. await AskGreedilyAsync(arena, listener), .. await TrickleAsync(arena, listener)];
        foreach (var peer in gone) peer.Reset();
        await arena.EventuallyAsync(() => listener.Counters.Open == 0);
        Assert.Equal(gone.Count, listener.Counters.Ended(ConnectionEnd.Reset));
        await ExpectOwnAnswersAsync(arena, listener);
    });

    [Fact]
    public Task Who_comes_after_many_that_ended_within_a_line_gets_its_own_answer_only() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(AnswerLinesAsync, RoomForAll());
        foreach (var peer in await TrickleAsync(arena, listener)) await peer.DisposeAsync();
        await arena.EventuallyAsync(() => listener.Counters.Open == 0);
        await ExpectOwnAnswersAsync(arena, listener);
    });

    private static TransportLimits RoomForAll() => new() { ConnectionsPerAddressMax = 3 * GoneCount };

    /// <summary>Peers that send the beginning of a line, each byte taken by itself and left where it is.</summary>
    private static async Task<List<TestPeer>> TrickleAsync(Arena arena, IListener listener)
    {
        var peers = new List<TestPeer>();
        var before = listener.Counters.ReceivedSize;
        for (var i = 0; i < GoneCount; i++) peers.Add(await arena.ConnectAsync(listener));
        for (var turn = 1; turn <= 4; turn++)
        {
            foreach (var peer in peers) await peer.SendAsync("x"u8.ToArray());
            await arena.EventuallyAsync(() => listener.Counters.ReceivedSize == before + (turn * GoneCount));
        }

        return peers;
    }

    /// <summary>Peers that have asked for more than they read, so that a send to each is pending.</summary>
    private static async Task<List<TestPeer>> AskGreedilyAsync(Arena arena, IListener listener)
    {
        var peers = new List<TestPeer>();
        for (var i = 0; i < GoneCount; i++)
        {
            peers.Add(await arena.ConnectAsync(listener));
            await peers[i].SendAsync(new[] { Greedy, LineEnd });
        }

        foreach (var peer in peers) await peer.ReceiveExactlyAsync(1000);
        return peers;
    }

    /// <summary>All ask before any is answered, so that they hold what was given back at the same time.</summary>
    private static async Task ExpectOwnAnswersAsync(Arena arena, IListener listener)
    {
        var peers = new List<TestPeer>();
        for (var i = 0; i < FreshCount; i++) peers.Add(await arena.ConnectAsync(listener));
        for (var i = 0; i < FreshCount; i++) await peers[i].SendAsync(LineOf(i).AsMemory(..^1));
        for (var i = 0; i < FreshCount; i++) await peers[i].SendAsync(new[] { LineEnd });
        for (var i = 0; i < FreshCount; i++)
        {
            await peers[i].FinishAsync();
            Assert.Equal(LineOf(i), await peers[i].ReceiveToEndAsync());
            await peers[i].DisposeAsync();
        }

        Assert.Empty(arena.Warnings);
    }

    private static byte[] LineOf(int number)
    {
        var line = new byte[1000 + number];
        line.AsSpan().Fill((byte)('A' + number));
        line[^1] = LineEnd;
        return line;
    }

    /// <summary>Answers each line with itself, and a greedy one with more than anybody reads.</summary>
    private static async Task AnswerLinesAsync(IConnection connection)
    {
        while (true)
        {
            var result = await connection.Input.ReadAsync();
            if (result.Buffer.PositionOf(LineEnd) is not { } end)
            {
                // Without an end it is dropped.
                connection.Input.AdvanceTo(
                    result.IsCompleted ? result.Buffer.End : result.Buffer.Start, result.Buffer.End);
                if (result.IsCompleted) return;
                continue;
            }

            var line = result.Buffer.Slice(0, result.Buffer.GetPosition(1, end));
            var isGreedy = line.FirstSpan[0] == Greedy;
            foreach (var part in line) connection.Output.Write(part.Span);
            connection.Input.AdvanceTo(line.End);
            var isOver = (await connection.Output.FlushAsync()).IsCompleted;
            while (isGreedy && !isOver) isOver = (await connection.Output.WriteAsync(Pattern(100_000))).IsCompleted;
            if (isOver) return;
        }
    }
}
