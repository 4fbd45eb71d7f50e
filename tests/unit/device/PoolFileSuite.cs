using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Runtime;

using Xunit;

namespace Basalt.Tests.Unit.Device;

/// <summary>The device suite on a file, and what opening one promises.</summary>
public abstract class PoolFileSuite(PoolFileMode mode) : DeviceSuite
{
    private readonly string _folder = Directory.CreateTempSubdirectory("basalt-device-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "pool");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_file_in_use_is_refused()
        => Assert.Throws<DeviceException>(() => PoolFile.Open(Path, 0, mode, TimeProvider.System, 1, static _ => { }));

    [Fact]
    public void A_folder_that_is_not_there_is_refused_by_name()
    {
        var failure = Assert.Throws<DeviceException>(
            () => PoolFile.Open("/nowhere/pool", 1 << 20, mode, TimeProvider.System, 1, static _ => { }));
        Assert.Contains("/nowhere/pool", failure.Message, StringComparison.Ordinal);
    }

    protected override Task<(Shard Shard, IBlockDevice Device)> OpenAsync(long size)
    {
        var file = PoolFile.Open(Path, size, mode, TimeProvider.System, 1, static _ => { });
        return Task.FromResult((file.Shard, file.Device));
    }
}
