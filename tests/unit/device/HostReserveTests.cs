using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Interop.Linux.Files;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime;

using Xunit;

namespace Basalt.Tests.Unit.Device;

/// <summary>A pool file leaves 5 % of its host's file system free, whatever its own size is.</summary>
public sealed class HostReserveTests : IDisposable
{
    private const long Gibi = 1L << 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("basalt-reserve-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "pool");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1000, 100, 50, true)]
    [InlineData(1000, 100, 51, false)]
    [InlineData(1000, 50, 0, true)]
    [InlineData(1000, 49, 0, false)]
    [InlineData(1000, 49, 1, false)]
    public void Room_ends_where_the_reserve_begins(long total, long available, long asked, bool expected)
    {
        using var lease = FileLease.Open(Path, 1 << 20, isDirectWanted: false);
        lease.ReadSpace = () => new FileSystemSpace(total * Gibi, available * Gibi);
        Assert.Equal(expected, lease.IsRoomFor(asked * Gibi));
    }

    [Fact]
    public void There_is_no_room_if_the_host_does_not_say()
    {
        using var lease = FileLease.Open(Path, 1 << 20, isDirectWanted: false);
        lease.ReadSpace = static () => null;
        Assert.False(lease.IsRoomFor(1));
    }

    [Theory]
    [InlineData(1 << 20)]
    [InlineData(1L << 62)]
    public void A_size_that_cannot_be_is_refused_and_leaves_no_file(long size)
    {
        var refusal = Assert.Throws<DeviceException>(
            () => FileLease.Open(Path, size, isDirectWanted: false, sizeMin: 2 << 20));
        Assert.True(refusal.IsOfSize);
        Assert.Contains($"{size}", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void A_file_that_was_there_stays_when_it_is_refused()
    {
        File.WriteAllBytes(Path, new byte[1 << 20]);
        Assert.Throws<DeviceException>(() => FileLease.Open(Path, 0, isDirectWanted: false, sizeMin: 2 << 20));
        Assert.Equal(1 << 20, new FileInfo(Path).Length);
    }

    [Theory]
    [InlineData(PoolFileMode.Plain)]
    [InlineData(PoolFileMode.Ring)]
    public async Task A_reservation_into_the_reserve_is_refused_and_takes_no_disk(PoolFileMode mode)
    {
        if (mode == PoolFileMode.Ring)
            Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        var space = Space();
        var asked = space.AvailableSize - (space.TotalSize / 100 * DeviceLimits.HostFreePercentMin) + Gibi;
        Assert.SkipUnless(asked > 0, "the file system below is full already");
        await using var file = PoolFile.Open(Path, asked + Gibi, mode, TimeProvider.System, 1, static _ => { });
        await file.Shard.RunAsync(async () =>
        {
            Assert.Equal(
                DeviceOutcome.OutOfSpace, await file.Device.AllocateAsync(0, asked / IBlockDevice.BlockSize));
            await file.Device.DisposeAsync();
        });
        Assert.True(space.AvailableSize - Space().AvailableSize < asked / 2);
    }

    private FileSystemSpace Space()
    {
        using var handle = File.OpenHandle(
            Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        FileCalls.ReadSpace(handle, out var space);
        return space;
    }
}
