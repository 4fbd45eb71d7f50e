using Basalt.Transport;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

/// <content>One connection leaves the others their turns.</content>
public abstract partial class TransportSuite
{
    /// <summary>The largest piece that any transport brings at once.</summary>
    private const int PieceSizeMax = 64 * Kibi;

    [Fact]
    public Task Who_floods_is_read_by_its_budget_a_turn() => InArenaAsync(async arena =>
    {
        const int Size = 200 * Kibi;
        var limits = new TransportLimits { RateMin = 0, TurnReceiveSizeMax = 16 * Kibi };
        var mayRead = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        var byTurn = new Dictionary<long, long>();
        var (read, readWhenOthersRan, largest) = (0L, -1L, 0L);
        var listener = arena.Listen(
            async connection =>
            {
                await mayRead.Task;
                while (read < Size)
                {
                    var result = await connection.Input.ReadAsync();
                    if (read == 0) arena.Shard.TryPost(new ShardAction(() => readWhenOthersRan = read));
                    var turn = connection.Shard.Turn;
                    byTurn[turn] = byTurn.GetValueOrDefault(turn) + result.Buffer.Length;
                    largest = Math.Max(largest, result.Buffer.Length);
                    read += result.Buffer.Length;
                    connection.Input.AdvanceTo(result.Buffer.End);
                }

                done.SetResult();
            },
            limits);
        await using var peer = await arena.ConnectAsync(listener);
        var sending = peer.SendAsync(new byte[Size]);
        await arena.EventuallyAsync(() => HeldSize(listener) >= Size / 2);
        mayRead.SetResult();
        await done.Task;
        await sending;
        Assert.True(largest <= limits.TurnReceiveSizeMax + PieceSizeMax);

        // A simulation counts a turn only when one was waited for, and lets the seed say who is next.
        if (arena is SimulatedArena) return;
        Assert.True(byTurn.Values.Max() <= limits.TurnReceiveSizeMax + PieceSizeMax);
        Assert.InRange(readWhenOthersRan, 1, limits.TurnReceiveSizeMax + PieceSizeMax);
    });

    [Fact]
    public Task Who_reads_all_at_once_is_written_to_by_its_budget_a_turn() => InArenaAsync(async arena =>
    {
        const int Piece = 8 * Kibi;
        var size = 16 * LargeSize / 8;
        var limits = new TransportLimits { TurnSendSizeMax = 32 * Kibi };
        var byTurn = new Dictionary<long, long>();
        var listener = arena.Listen(
            async connection =>
            {
                var bytes = new byte[Piece];
                for (var written = 0; written < size; written += Piece)
                {
                    var turn = connection.Shard.Turn;
                    byTurn[turn] = byTurn.GetValueOrDefault(turn) + Piece;
                    await connection.Output.WriteAsync(bytes);
                }
            },
            limits);
        await using var peer = await arena.ConnectAsync(listener);
        Assert.Equal(size, (await peer.ReceiveToEndAsync()).Length);
        Assert.True(byTurn.Values.Max() <= limits.TurnSendSizeMax + (2 * Piece));
    });

    [Fact]
    public Task A_reader_that_examines_all_sees_more_each_turn_and_last_the_end() => InArenaAsync(async arena =>
    {
        const int Size = 150 * Kibi;
        var sizes = new List<long>();
        var done = new TaskCompletionSource();
        var listener = arena.Listen(
            async connection =>
            {
                await arena.EventuallyAsync(() => HeldSize(arena.Listeners[0]) >= Size);
                while (true)
                {
                    var result = await connection.Input.ReadAsync();
                    sizes.Add(result.Buffer.Length);
                    connection.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                    if (result.IsCompleted) break;
                }

                done.SetResult();
            },
            new TransportLimits { TurnReceiveSizeMax = 8 * Kibi, RateMin = 0 });
        await using var peer = await arena.ConnectAsync(listener);
        await peer.SendAsync(new byte[Size]);
        await peer.FinishAsync();
        await done.Task;
        Assert.Equal(Size, sizes[^1]);
        Assert.Equal(sizes.Order(), sizes);
        Assert.True(sizes[0] <= (8 * Kibi) + PieceSizeMax);
    });
}
