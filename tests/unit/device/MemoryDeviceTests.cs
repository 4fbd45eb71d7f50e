using Basalt.Device;
using Basalt.Runtime;

namespace Basalt.Tests.Unit.Device;

public sealed class MemoryDeviceTests : DeviceSuite
{
    protected override Task<(Shard Shard, IBlockDevice Device)> OpenAsync(long size)
    {
        Shard shard = ThreadShard.Start("test", new SignalDriver(), TimeProvider.System, seed: 1);
        return Task.FromResult<(Shard, IBlockDevice)>((shard, new MemoryDevice(size / IBlockDevice.BlockSize)));
    }
}
