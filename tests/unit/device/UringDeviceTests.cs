using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;
using Basalt.Runtime.Rings;

using Xunit;

namespace Basalt.Tests.Unit.Device;

public sealed class UringDeviceTests() : PoolFileSuite(Mode())
{
    [Fact]
    public async Task A_transfer_from_a_pool_uses_a_registered_buffer_and_allocates_nothing()
    {
        var warnings = new List<string>();
        await using var opened = await OpenRingAsync(new RingOptions { Warn = warnings.Add });
        using var pool = new AlignedBufferPool("test", IBlockDevice.BlockSize, countMax: 4);
        await opened.Shard.RunAsync(async () =>
        {
            var buffer = pool.TryRent()!;
            buffer.GetSpan().Fill(7);
            for (var i = 0; i < 200; i++) await TurnAsync(opened.Device, buffer.Memory, i);
            Assert.Equal(
                opened.Driver.Capabilities.HasFlag(IoUringCapabilities.SparseTables),
                opened.Driver.TryFindRegistered(buffer.Memory, out _));
            var failures = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                if (await opened.Device.WriteAsync(i, buffer.Memory) != DeviceOutcome.Done) failures++;
                if (await opened.Device.ReadAsync(i, buffer.Memory) != DeviceOutcome.Done) failures++;
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(0, failures);
            pool.Return(buffer);
        });
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Without_room_for_a_slab_transfers_go_on_and_one_warning_is_given()
    {
        var warnings = new List<string>();
        await using var opened = await OpenRingAsync(new RingOptions { SlabCountMax = 1, Warn = warnings.Add });
        Assert.SkipUnless(
            opened.Driver.Capabilities.HasFlag(IoUringCapabilities.SparseTables), "this kernel registers no slabs");
        using var first = new AlignedBufferPool("first", IBlockDevice.BlockSize, countMax: 1);
        using var second = new AlignedBufferPool("second", IBlockDevice.BlockSize, countMax: 1);
        await opened.Shard.RunAsync(async () =>
        {
            foreach (var pool in new[] { first, second, second })
            {
                var buffer = pool.TryRent()!;
                buffer.GetSpan().Fill(9);
                await TurnAsync(opened.Device, buffer.Memory, 3);
                Assert.Equal(9, buffer.GetSpan()[100]);
                Assert.Equal(ReferenceEquals(pool, first), opened.Driver.TryFindRegistered(buffer.Memory, out _));
                pool.Return(buffer);
            }
        });
        Assert.Contains("registered", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_place_of_a_slab_that_was_freed_is_used_again()
    {
        await using var opened = await OpenRingAsync(new RingOptions { SlabCountMax = 1 });
        Assert.SkipUnless(
            opened.Driver.Capabilities.HasFlag(IoUringCapabilities.SparseTables), "this kernel registers no slabs");
        await opened.Shard.RunAsync(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                using var pool = new AlignedBufferPool("passing", IBlockDevice.BlockSize, countMax: 1);
                var buffer = pool.TryRent()!;
                buffer.GetSpan().Fill((byte)i);
                await TurnAsync(opened.Device, buffer.Memory, 3);
                Assert.Equal(i, buffer.GetSpan()[4000]);
                Assert.True(opened.Driver.TryFindRegistered(buffer.Memory, out _));
                pool.Return(buffer);
            }
        });
    }

    private static PoolFileMode Mode()
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        return PoolFileMode.Ring;
    }

    private static async ValueTask TurnAsync(UringDevice device, Memory<byte> memory, long block)
    {
        Assert.Equal(DeviceOutcome.Done, await device.WriteAsync(block, memory));
        Assert.Equal(DeviceOutcome.Done, await device.ReadAsync(block, memory));
    }

    private static Task<OpenRing> OpenRingAsync(RingOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("basalt-uring-").FullName;
        var driver = new RingDriver(options);
        var shard = ThreadShard.Start("uring", driver, TimeProvider.System, 1);
        var lease = FileLease.Open(Path.Combine(folder, "pool"), 8 * 1024 * 1024, isDirectWanted: true);
        return Task.FromResult(new OpenRing(folder, driver, shard, new UringDevice(driver, lease)));
    }

    private sealed record OpenRing(string Folder, RingDriver Driver, Shard Shard, UringDevice Device) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Shard.RunAsync(async () => await Device.DisposeAsync());
            await Shard.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
