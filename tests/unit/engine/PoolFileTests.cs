using System.Text;

using Basalt.Device.Uring;
using Basalt.Engine;
using Basalt.Engine.Format;
using Basalt.Interop.Linux.Files;
using Basalt.Interop.Linux.Uring;

using Xunit;

namespace Basalt.Tests.Unit.Engine;

/// <summary>A pool in a real file, by a ring and plainly: kept over a reopening, and one flipped bit found.</summary>
public sealed class PoolFileTests : IDisposable
{
    private const long PoolSize = 64L * 1024 * 1024;

    private static readonly PoolOptions s_options = new() { SegmentSize = 1024 * 1024, IsZeroedAhead = false };

    private readonly string _folder = Directory.CreateTempSubdirectory("basalt-pool-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "pool");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(PoolFileMode.Plain)]
    [InlineData(PoolFileMode.Ring)]
    public Task Objects_are_put_found_after_reopening_listed_and_deleted(
        PoolFileMode mode) => RunAsync(mode, async () =>
    {
        await OpenAsync(mode, PutAllAsync);
        await OpenAsync(mode, async pool =>
        {
            for (var i = 0; i < 10; i++) Assert.Equal(PoolOutcome.Done, await ReadAsync(pool, i));
            var listed = await pool.ListAsync(new NameRange(Bytes("o"), default), 100, Cancellation);
            Assert.Equal(
                Enumerable.Range(0, 10).Select(static i => $"o{i}"),
                listed.Select(static entry => Encoding.UTF8.GetString(entry.Name.Span)));
            for (var i = 0; i < 10; i++)
            {
                var layer = await LayerOfAsync(pool, i);
                Assert.Equal(PoolOutcome.Done, (await pool.CommitAsync(
                    new Transaction().Delete(Bytes($"o{i}")).Release(layer), Cancellation)).Outcome);
            }
        });
        await OpenAsync(mode, async pool =>
        {
            Assert.Empty(await pool.ListAsync(new NameRange(Bytes("o"), default), 100, Cancellation));
            Assert.Equal(0, pool.Usage.NameCount);
        });
    });

    [Theory]
    [InlineData(PoolFileMode.Plain)]
    [InlineData(PoolFileMode.Ring)]
    public Task A_flipped_bit_in_a_layer_costs_that_layer_alone(
        PoolFileMode mode) => RunAsync(mode, async () =>
    {
        await OpenAsync(mode, PutAllAsync);
        Flip(Content(4).AsSpan(150_000, 64));
        await OpenAsync(mode, async pool =>
        {
            for (var i = 0; i < 10; i++)
                Assert.Equal(i == 4 ? PoolOutcome.Unreadable : PoolOutcome.Done, await ReadAsync(pool, i));
        });
    });

    [Theory]
    [InlineData(PoolFileMode.Plain, 4)]
    [InlineData(PoolFileMode.Ring, 4)]
    [InlineData(PoolFileMode.Plain, 9)]
    [InlineData(PoolFileMode.Ring, 9)]
    public Task A_flipped_bit_in_a_value_costs_that_value_alone_also_in_the_last_group(
        PoolFileMode mode, int rotten) => RunAsync(mode, async () =>
    {
        await OpenAsync(mode, PutAllAsync);
        Flip(Value(rotten).AsSpan(100, 64));
        await OpenAsync(mode, async pool =>
        {
            for (var i = 0; i < 10; i++)
            {
                if (i != rotten)
                {
                    Assert.Equal(PoolOutcome.Done, await ReadAsync(pool, i));
                    continue;
                }

                var failure = await Assert.ThrowsAsync<PoolException>(async () => await LayerOfAsync(pool, rotten));
                Assert.Equal(PoolOutcome.Unreadable, failure.Outcome);
            }

            Assert.Equal(10, (await pool.ListAsync(new NameRange(Bytes("o"), default), 100, Cancellation)).Count);
        });
    });

    [Theory]
    [InlineData(PoolFileMode.Plain)]
    [InlineData(PoolFileMode.Ring)]
    public Task A_flipped_bit_in_a_record_head_costs_nothing_that_the_tree_holds(
        PoolFileMode mode) => RunAsync(mode, async () =>
    {
        await OpenAsync(mode, PutTwiceAsync);
        Flip("only-twice"u8, occurrence: 0);
        await OpenAsync(mode, static async pool =>
            Assert.NotNull(await pool.FindAsync(Bytes("only-twice"), Cancellation)));
    });

    [Theory]
    [InlineData(PoolFileMode.Plain)]
    [InlineData(PoolFileMode.Ring)]
    public Task A_flipped_bit_in_a_tree_page_is_an_error_that_names_the_place(
        PoolFileMode mode) => RunAsync(mode, async () =>
    {
        await OpenAsync(mode, PutTwiceAsync);
        Flip("only-twice"u8, occurrence: 1);
        await OpenAsync(mode, static async pool =>
        {
            var failure = await Assert.ThrowsAsync<PoolException>(
                async () => await pool.FindAsync(Bytes("only-twice"), Cancellation));
            Assert.Equal(PoolOutcome.Unreadable, failure.Outcome);
            Assert.Contains("tree page", failure.Message, StringComparison.Ordinal);
        });
    });

    [Fact]
    public async Task A_pool_of_an_older_format_is_refused_by_name()
    {
        await OpenAsync(PoolFileMode.Plain, PutAllAsync);
        using (var file = File.OpenHandle(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            var block = new byte[FormatLimits.BlockSize];
            foreach (var place in new[] { 0, FormatLimits.SecondSuperblock * FormatLimits.BlockSize })
            {
                RandomAccess.Read(file, block, place);
                Assert.True(SuperblockFormat.TryRead(block, out var superblock));
                (superblock with { Version = 1 }).Write(block);
                RandomAccess.Write(file, block, place);
            }
        }

        var failure = await Assert.ThrowsAsync<PoolException>(
            () => OpenAsync(PoolFileMode.Plain, static _ => Task.CompletedTask));
        Assert.Contains("format 1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PoolFileMode.Plain)]
    [InlineData(PoolFileMode.Ring)]
    public Task On_a_host_below_its_reserve_the_pool_opens_reads_and_deletes_and_refuses_new_data(
        PoolFileMode mode) => RunAsync(mode, async () =>
    {
        await OpenAsync(mode, PutAllAsync);
        await OpenAsync(mode, isHostFull: true, use: async pool =>
        {
            var layer = await LayerOfAsync(pool, 3);
            Assert.Equal(PoolOutcome.Done, await ReadAsync(pool, 3));
            await using var writer = pool.CreateLayer(100_000);
            Assert.Equal(PoolOutcome.Done, await writer.AppendAsync(new byte[100_000], Cancellation));
            Assert.Equal(PoolOutcome.OutOfSpace, await writer.FinishAsync(Cancellation));
            var put = new Transaction().Put(Bytes("new"), default, Value(1));
            Assert.Equal(PoolOutcome.OutOfSpace, (await pool.CommitAsync(put, Cancellation)).Outcome);
            var delete = new Transaction().Delete(Bytes("o3")).Release(layer);
            Assert.Equal(PoolOutcome.Done, (await pool.CommitAsync(delete, Cancellation)).Outcome);
        });
        await OpenAsync(mode, async pool =>
        {
            Assert.Null(await pool.FindAsync(Bytes("o3"), Cancellation));
            Assert.Equal(9, pool.Usage.NameCount);
        });
    });

    [Fact]
    public async Task Openings_that_change_nothing_take_no_space()
    {
        await OpenAsync(PoolFileMode.Plain, PutAllAsync);
        var before = await CountUsedSegmentsAsync();
        for (var i = 0; i < 5; i++) await OpenAsync(PoolFileMode.Plain, static _ => Task.CompletedTask);
        Assert.Equal(before, await CountUsedSegmentsAsync());
    }

    private static Task RunAsync(PoolFileMode mode, Func<Task> test)
    {
        if (mode == PoolFileMode.Ring)
            Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        return test();
    }

    private static async Task PutAllAsync(Pool pool)
    {
        for (var i = 0; i < 10; i++)
        {
            await using var writer = pool.CreateLayer(Content(i).Length);
            Assert.Equal(PoolOutcome.Done, await writer.AppendAsync(Content(i), Cancellation));
            Assert.Equal(PoolOutcome.Done, await writer.FinishAsync(Cancellation));
            var summary = BitConverter.GetBytes(writer.Layer.Value);
            var put = new Transaction().Put(Bytes($"o{i}"), summary, Value(i)).Seal(writer.Layer);
            Assert.Equal(PoolOutcome.Done, (await pool.CommitAsync(put, Cancellation)).Outcome);
        }
    }

    /// <summary>A name that the file holds in a record and, once the pool is closed, in a tree page.</summary>
    private static async Task PutTwiceAsync(Pool pool)
    {
        var put = new Transaction().Put(Bytes("only-twice"), default, default);
        Assert.Equal(PoolOutcome.Done, (await pool.CommitAsync(put, Cancellation)).Outcome);
    }

    private static async Task<LayerId> LayerOfAsync(Pool pool, int number)
    {
        var record = await pool.FindAsync(Bytes($"o{number}"), Cancellation);
        Assert.NotNull(record);
        Assert.True(Value(number).AsSpan().SequenceEqual(record.Value.Span));
        return new LayerId(BitConverter.ToUInt64(record.Summary.Span));
    }

    private static async Task<PoolOutcome> ReadAsync(Pool pool, int number)
    {
        var layer = await LayerOfAsync(pool, number);
        await using var reader = await pool.OpenLayersAsync(new[] { layer }, Cancellation);
        Assert.NotNull(reader);
        var target = new byte[Content(number).Length];
        var outcome = await reader.ReadAsync(layer, 0, target, Cancellation);
        if (outcome == PoolOutcome.Done) Assert.True(Content(number).AsSpan().SequenceEqual(target));
        return outcome;
    }

    private static byte[] Content(int number) => Pattern(300_000 + number, number);

    /// <summary>Small enough to lie in one block with its record's head.</summary>
    private static byte[] Value(int number) => Pattern(1_000, 100 + number);

    private static byte[] Pattern(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Flips one bit of a place in the file that holds these bytes: of the only one unless told.</summary>
    private void Flip(ReadOnlySpan<byte> bytes, int occurrence = -1)
    {
        var all = File.ReadAllBytes(Path);
        var place = all.AsSpan().IndexOf(bytes);
        for (var i = 0; i < occurrence; i++) place += 1 + all.AsSpan(place + 1).IndexOf(bytes);
        Assert.True(place > 0);
        if (occurrence < 0) Assert.Equal(-1, all.AsSpan(place + 1).IndexOf(bytes));
        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(file, [(byte)(all[place] ^ 4)], place);
    }

    private async Task OpenAsync(PoolFileMode mode, Func<Pool, Task> use, bool isHostFull = false)
    {
        await using var file = PoolFile.Open(Path, PoolSize, mode, TimeProvider.System, 1, static _ => { });
        if (isHostFull) file.Lease.ReadSpace = static () => new FileSystemSpace(1L << 40, 1L << 30);
        await using var pool = await Pool.OpenAsync(file.Device, file.Shard, s_options);
        await use(pool);
    }

    /// <summary>Segments whose first block says that they are in use.</summary>
    private async Task<int> CountUsedSegmentsAsync()
    {
        var bytes = await File.ReadAllBytesAsync(Path, Cancellation);
        return Enumerable.Range(1, (bytes.Length / (int)s_options.SegmentSize) - 1)
            .Count(i => bytes.AsSpan(i * (int)s_options.SegmentSize, 8).SequenceEqual("BASALTSG"u8));
    }
}
