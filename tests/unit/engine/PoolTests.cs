using System.Text;

using Basalt.Device;
using Basalt.Engine;
using Basalt.Tests.Support.Pools;

using Xunit;

namespace Basalt.Tests.Unit.Engine;

/// <summary>What the pool's contract promises, on the device in memory.</summary>
public class PoolTests
{
    private static readonly PoolOptions Small = new() { SegmentSize = 1024 * 1024, IsZeroedAhead = false };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_put_name_is_found_with_its_value()
    {
        await using var test = await TestPool.OpenAsync();
        var result = await test.Pool.CommitAsync(
            new Transaction().Put(Bytes("a/b"), Bytes("sum"), Bytes("value")), Cancellation);
        Assert.Equal(PoolOutcome.Done, result.Outcome);
        var record = await test.Pool.FindAsync(Bytes("a/b"), Cancellation);
        Assert.NotNull(record);
        Assert.Equal(result.Version, record.Version);
        Assert.Equal("sum", Text(record.Summary));
        Assert.Equal("value", Text(record.Value));
        Assert.Null(await test.Pool.FindAsync(Bytes("a"), Cancellation));
    }

    [Fact]
    public async Task A_device_too_small_for_a_pool_is_refused_and_stays_blank()
    {
        var device = new MemoryDevice((Small.SizeMin / IBlockDevice.BlockSize) - 1);

        var failure = await Assert.ThrowsAsync<PoolException>(() => TestPool.OpenAsync(device, Small));

        Assert.Equal(PoolOutcome.OutOfSpace, failure.Outcome);
        Assert.Contains("14 MiB", failure.Message, StringComparison.Ordinal);
        var all = new byte[device.BlockCount * IBlockDevice.BlockSize];
        Assert.Equal(DeviceOutcome.Done, await device.ReadAsync(0, all));
        Assert.False(all.AsSpan().ContainsAnyExcept((byte)0));
    }

    [Fact]
    public async Task What_was_committed_is_there_after_reopening()
    {
        var device = new MemoryDevice(64 * 1024);
        await using (var test = await TestPool.OpenAsync(device, Small))
        {
            for (var i = 0; i < 500; i++)
                await test.Pool.CommitAsync(Put($"n{i:d4}", $"v{i}").AddToCounter(Bytes("c"), 1, i), Cancellation);
            await test.Pool.CommitAsync(
                new Transaction().Delete(Bytes("n0007")).AddToCounter(Bytes("c"), -1, -7), Cancellation);
        }

        await using (var test = await TestPool.OpenAsync(device, Small))
        {
            Assert.Null(await test.Pool.FindAsync(Bytes("n0007"), Cancellation));
            Assert.Equal("v499", Text((await test.Pool.FindAsync(Bytes("n0499"), Cancellation))!.Value));
            Assert.Equal(
                new CounterValue(499, (499 * 500 / 2) - 7), await test.Pool.ReadCounterAsync(Bytes("c"), Cancellation));
            Assert.Equal(499, test.Pool.Usage.NameCount);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(1_000_000)]
    [InlineData(9_999_999)]
    public async Task A_layer_reads_back_after_its_seal_and_after_reopening(int size)
    {
        var device = new MemoryDevice(64 * 1024);
        var bytes = Pattern(size, 7);
        LayerId layer;
        await using (var test = await TestPool.OpenAsync(device, Small))
        {
            layer = await WriteLayerAsync(test.Pool, bytes, "obj");
            await AssertReadsAsync(test.Pool, layer, bytes);
        }

        await using (var test = await TestPool.OpenAsync(device, Small))
            await AssertReadsAsync(test.Pool, layer, bytes);
    }

    [Fact]
    public async Task A_layer_without_a_seal_is_not_there_and_its_space_comes_back()
    {
        await using var test = await TestPool.OpenAsync();
        LayerId layer;
        await using (var writer = test.Pool.CreateLayer(-1))
        {
            layer = writer.Layer;
            Assert.Equal(PoolOutcome.Done, await writer.AppendAsync(Pattern(5_000_000, 1), Cancellation));
            Assert.Equal(PoolOutcome.Done, await writer.FinishAsync(Cancellation));
            Assert.True(test.Pool.Usage.UsedSize > 4_900_000);
        }

        Assert.Null(await test.Pool.OpenLayersAsync(new[] { layer }, Cancellation));
        Assert.Equal(0, test.Pool.Usage.UsedSize);
    }

    [Fact]
    public async Task Slow_writers_give_their_buffers_to_who_waits_and_read_back_whole()
    {
        await using var test = await TestPool.OpenAsync(
            new MemoryDevice(64 * 1024), Small with { BulkBufferCountMax = 2 });
        var contents = Enumerable.Range(0, 3).Select(static i => Pattern(100_001 + i, i)).ToArray();
        var writers = contents.Select(_ => test.Pool.CreateLayer(-1)).ToArray();
        await writers[0].AppendAsync(contents[0].AsMemory(0, 50_001), Cancellation);
        await writers[1].AppendAsync(contents[1].AsMemory(0, 50_001), Cancellation);
        var waiting = writers[2].AppendAsync(contents[2], Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);

        // One byte at a time from here: the first hands the buffer over.
        for (var i = 50_001; i < 50_011; i++) await writers[0].AppendAsync(contents[0].AsMemory(i, 1), Cancellation);
        Assert.Equal(PoolOutcome.Done, await waiting);
        Assert.Equal(PoolOutcome.Done, await writers[2].FinishAsync(Cancellation));
        await writers[0].AppendAsync(contents[0].AsMemory(50_011), Cancellation);
        await writers[1].AppendAsync(contents[1].AsMemory(50_001), Cancellation);
        for (var i = 0; i < 3; i++)
        {
            await using var writer = writers[i];
            Assert.Equal(PoolOutcome.Done, await writer.FinishAsync(Cancellation));
            var put = new Transaction().Put(Bytes($"slow{i}"), default, default).Seal(writer.Layer);
            Assert.Equal(PoolOutcome.Done, (await test.Pool.CommitAsync(put, Cancellation)).Outcome);
            await AssertReadsAsync(test.Pool, writer.Layer, contents[i]);
        }
    }

    [Fact]
    public async Task A_released_layer_stays_readable_for_who_has_it_open()
    {
        await using var test = await TestPool.OpenAsync();
        var bytes = Pattern(3_000_000, 3);
        var layer = await WriteLayerAsync(test.Pool, bytes, "obj");
        var reader = await test.Pool.OpenLayersAsync(new[] { layer }, Cancellation);
        Assert.NotNull(reader);
        await test.Pool.CommitAsync(new Transaction().Delete(Bytes("obj")).Release(layer), Cancellation);
        Assert.Null(await test.Pool.OpenLayersAsync(new[] { layer }, Cancellation));
        var target = new byte[bytes.Length];
        Assert.Equal(PoolOutcome.Done, await reader.ReadAsync(layer, 0, target, Cancellation));
        Assert.True(bytes.AsSpan().SequenceEqual(target));
        await reader.DisposeAsync();
        Assert.Equal(0, test.Pool.Usage.UsedSize);
    }

    [Fact]
    public async Task Reading_past_the_end_of_a_layer_answers_out_of_range()
    {
        await using var test = await TestPool.OpenAsync();
        var layer = await WriteLayerAsync(test.Pool, Pattern(10_000, 1), "obj");
        await using var reader = await test.Pool.OpenLayersAsync(new[] { layer }, Cancellation);
        Assert.Equal(PoolOutcome.OutOfRange, await reader!.ReadAsync(layer, 9_999, new byte[2], Cancellation));
        Assert.Equal(PoolOutcome.OutOfRange, await reader.ReadAsync(layer, long.MaxValue, new byte[2], Cancellation));
        Assert.Equal(PoolOutcome.Done, await reader.ReadAsync(layer, 9_999, new byte[1], Cancellation));
    }

    [Fact]
    public async Task A_condition_that_does_not_hold_changes_nothing()
    {
        await using var test = await TestPool.OpenAsync();
        var first = await test.Pool.CommitAsync(Put("a", "1"), Cancellation);
        var refused = await test.Pool.CommitAsync(
            Put("b", "1").RequireVersion(Bytes("a"), first.Version + 1), Cancellation);
        Assert.Equal(new CommitResult(PoolOutcome.ConditionFailed, 0), refused);
        Assert.Null(await test.Pool.FindAsync(Bytes("b"), Cancellation));
        Assert.Equal(PoolOutcome.Done, (await test.Pool.CommitAsync(
            Put("a", "2").RequireVersion(Bytes("a"), first.Version).RequireVersion(Bytes("b"), 0),
            Cancellation)).Outcome);
        Assert.Equal(PoolOutcome.ConditionFailed, (await test.Pool.CommitAsync(
            Put("x", "2").RequireExists(Bytes("nobody")), Cancellation)).Outcome);
    }

    [Fact]
    public async Task Empty_is_required_of_a_prefix_and_not_of_its_neighbours()
    {
        await using var test = await TestPool.OpenAsync();
        await test.Pool.CommitAsync(Put("a/1", "x").Put(Bytes("a0"), default, default), Cancellation);
        Assert.Equal(PoolOutcome.ConditionFailed, (await test.Pool.CommitAsync(
            Put("x", "2").RequireEmpty(Bytes("a/")), Cancellation)).Outcome);
        Assert.Equal(PoolOutcome.Done, (await test.Pool.CommitAsync(
            Put("x", "2").RequireEmpty(Bytes("a.")).RequireEmpty(Bytes("b")), Cancellation)).Outcome);
        await test.Pool.CommitAsync(new Transaction().Delete(Bytes("a/1")), Cancellation);
        Assert.Equal(PoolOutcome.Done, (await test.Pool.CommitAsync(
            Put("x", "3").RequireEmpty(Bytes("a/")), Cancellation)).Outcome);
    }

    [Fact]
    public async Task Of_many_that_require_absence_at_once_one_wins()
    {
        await using var test = await TestPool.OpenAsync();
        for (var round = 0; round < 20; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => test.Pool.CommitAsync(
                Put($"r{round}", $"{i}").RequireVersion(Bytes($"r{round}"), 0), Cancellation).AsTask()));
            Assert.Single(results, static result => result.Outcome == PoolOutcome.Done);
        }
    }

    [Fact]
    public async Task Concurrent_adds_to_a_counter_all_count()
    {
        await using var test = await TestPool.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => test.Pool.CommitAsync(
            new Transaction().AddToCounter(Bytes("c"), 1, 10), Cancellation).AsTask()));
        Assert.Equal(new CounterValue(400, 4000), await test.Pool.ReadCounterAsync(Bytes("c"), Cancellation));
        await test.Pool.CommitAsync(new Transaction().DeleteCounter(Bytes("c")), Cancellation);
        Assert.Equal(default, await test.Pool.ReadCounterAsync(Bytes("c"), Cancellation));
    }

    [Fact]
    public async Task Listings_are_in_order_and_bounded_both_ways()
    {
        await using var test = await TestPool.OpenAsync();
        for (var i = 0; i < 100; i++) await test.Pool.CommitAsync(Put($"k{i:d2}", "v"), Cancellation);
        var page = await test.Pool.ListAsync(new NameRange(Bytes("k10"), Bytes("k20")), 5, Cancellation);
        Assert.Equal(["k10", "k11", "k12", "k13", "k14"], page.Select(static entry => Text(entry.Name)));
        page = await test.Pool.ListAsync(new NameRange(Bytes("k10"), Bytes("k20"), IsReverse: true), 3, Cancellation);
        Assert.Equal(["k19", "k18", "k17"], page.Select(static entry => Text(entry.Name)));
        page = await test.Pool.ListAsync(new NameRange(Bytes("k98"), default), 10, Cancellation);
        Assert.Equal(2, page.Count);
    }

    [Fact]
    public async Task A_transaction_larger_than_a_segment_is_one()
    {
        var device = new MemoryDevice(64 * 1024);
        await using (var test = await TestPool.OpenAsync(device, Small))
        {
            var large = new Transaction();
            for (var i = 0; i < 5000; i++)
                large.Put(Bytes($"{i:d5}/" + new string('x', 400)), Pattern(100, i), Pattern(300, i));
            Assert.Equal(PoolOutcome.Done, (await test.Pool.CommitAsync(large, Cancellation)).Outcome);
        }

        await using (var test = await TestPool.OpenAsync(device, Small)) Assert.Equal(5000, test.Pool.Usage.NameCount);
    }

    [Fact]
    public async Task Overwriting_for_ever_does_not_fill_the_pool()
    {
        var device = new MemoryDevice(16 * 256);
        await using var test = await TestPool.OpenAsync(device, Small);
        for (var i = 0; i < 2000; i++)
        {
            var result = await test.Pool.CommitAsync(
                new Transaction().Put(Bytes($"n{i % 10}"), default, Pattern(60_000, i)), Cancellation);
            Assert.Equal(PoolOutcome.Done, result.Outcome);
        }
    }

    [Fact]
    public async Task A_full_pool_refuses_writers_and_takes_deletes_and_then_writers_again()
    {
        var device = new MemoryDevice(16 * 256);
        await using var test = await TestPool.OpenAsync(device, Small);
        var stored = new List<(string Name, LayerId Layer)>();
        while (true)
        {
            var name = $"o{stored.Count}";
            await using var writer = test.Pool.CreateLayer(-1);
            var outcome = await writer.AppendAsync(Pattern(300_000, 1), Cancellation);
            if (outcome == PoolOutcome.Done) outcome = await writer.FinishAsync(Cancellation);
            if (outcome == PoolOutcome.OutOfSpace) break;
            Assert.Equal(PoolOutcome.Done, outcome);
            await test.Pool.CommitAsync(Put(name, "v").Seal(writer.Layer), Cancellation);
            stored.Add((name, writer.Layer));
        }

        Assert.True(stored.Count > 20);
        while ((await test.Pool.CommitAsync(
            new Transaction().Put(Bytes($"m{stored.Count}"), default, Pattern(60_000, 1)),
            Cancellation)).Outcome == PoolOutcome.Done)
            stored.Add(($"m{stored.Count}", default));
        foreach (var (name, layer) in stored)
        {
            var transaction = new Transaction().Delete(Bytes(name));
            if (!layer.IsNone) transaction.Release(layer);
            Assert.Equal(PoolOutcome.Done, (await test.Pool.CommitAsync(transaction, Cancellation)).Outcome);
        }

        Assert.Equal(0, test.Pool.Usage.NameCount);
        await WriteLayerAsync(test.Pool, Pattern(3_000_000, 1), "again");
    }

    [Fact]
    public async Task An_expected_size_that_cannot_fit_is_refused_at_once()
    {
        await using var test = await TestPool.OpenAsync();
        await using var writer = test.Pool.CreateLayer(1L << 40);
        Assert.Equal(PoolOutcome.OutOfSpace, await writer.AppendAsync(new byte[10], Cancellation));
    }

    private static async Task<LayerId> WriteLayerAsync(Pool pool, byte[] bytes, string name)
    {
        await using var writer = pool.CreateLayer(bytes.Length);
        for (var offset = 0; offset < bytes.Length; offset += 77_777)
        {
            var part = bytes.AsMemory(offset, Math.Min(77_777, bytes.Length - offset));
            Assert.Equal(PoolOutcome.Done, await writer.AppendAsync(part, Cancellation));
        }

        Assert.Equal(PoolOutcome.Done, await writer.FinishAsync(Cancellation));
        var result = await pool.CommitAsync(Put(name, "layer").Seal(writer.Layer), Cancellation);
        Assert.Equal(PoolOutcome.Done, result.Outcome);
        return writer.Layer;
    }

    private static async Task AssertReadsAsync(Pool pool, LayerId layer, byte[] bytes)
    {
        await using var reader = await pool.OpenLayersAsync(new[] { layer }, Cancellation);
        Assert.NotNull(reader);
        (int Offset, int Size)[] parts = [(0, bytes.Length), (bytes.Length / 3, bytes.Length / 2), (
            bytes.Length - 1, 1)];
        foreach (var (offset, size) in parts)
        {
            if (offset < 0) continue;
            var target = new byte[size];
            Assert.Equal(PoolOutcome.Done, await reader.ReadAsync(layer, offset, target, Cancellation));
            Assert.True(bytes.AsSpan(offset, size).SequenceEqual(target));
        }
    }

    private static Transaction Put(string name, string value) =>
        new Transaction().Put(Bytes(name), default, Bytes(value));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static byte[] Pattern(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
