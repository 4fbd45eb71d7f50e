using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Buffers;

using Xunit;

namespace Basalt.Tests.Unit.Perf;

public sealed class DeviceAllocationTests
{
    private const long Size = 1024 * 1024;

    [Fact]
    public async Task A_read_through_the_ring_allocates_nothing()
        => Assert.Equal(0, await MeasureAsync(static (device, memory) => device.ReadAsync(1, memory)));

    [Fact]
    public async Task A_write_through_the_ring_allocates_nothing()
        => Assert.Equal(0, await MeasureAsync(static (device, memory) => device.WriteAsync(1, memory)));

    private static async Task<long> MeasureAsync(Func<IBlockDevice, Memory<byte>, ValueTask<DeviceOutcome>> operate)
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using var file = PoolFile.Open(
                path, Size, PoolFileMode.Auto, TimeProvider.System, seed: 1, static _ => { });
            await using var device = file.Device;
            Assert.SkipUnless(device is UringDevice, "this file system refuses O_DIRECT");
            using var buffers = new AlignedBufferPool("allocations", IBlockDevice.BlockSize, 1);
            return await file.Shard.RunAsync(async () =>
            {
                var buffer = buffers.TryRent()!;
                Assert.Equal(DeviceOutcome.Done, await operate(device, buffer.Memory));
                var bytes = await AllocationWindow.MeasureAsync(() => operate(device, buffer.Memory));
                buffers.Return(buffer);
                return bytes;
            });
        }
        finally
        {
            File.Delete(path);
        }
    }
}
