using System.Diagnostics;

using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;

using Xunit;

namespace Basalt.Tests.Unit.Device;

/// <summary>What a pool file does where kernel, limits or file system refuse the fast way.</summary>
public sealed class PoolFileRefusalTests : IDisposable
{
    private const int PoolSize = 4 * 1024 * 1024;

    private readonly string _folder = Directory.CreateTempSubdirectory("basalt-refusal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_system_without_direct_access_is_used_plainly_with_one_warning()
    {
        using var mount = RamMount.Make(_folder);
        var warnings = new List<string>();
        var path = Path.Combine(_folder, "pool");
        await using (var file = PoolFile.Open(path, PoolSize, PoolFileMode.Auto, TimeProvider.System, 1, warnings.Add))
        {
            await using var device = file.Device;
            await file.Shard.RunAsync(() => WriteAndReadAsync(file.Device));
        }

        var warning = Assert.Single(warnings);
        Assert.Contains("O_DIRECT", warning, StringComparison.Ordinal);
        Assert.Contains("as durable", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_system_without_direct_access_is_an_error_if_a_ring_is_wanted()
    {
        using var mount = RamMount.Make(_folder);
        var refusal = Assert.Throws<DeviceException>(() => PoolFile.Open(
            Path.Combine(_folder, "pool"), PoolSize, PoolFileMode.Ring, TimeProvider.System, 1, static _ => { }));
        Assert.Contains("O_DIRECT", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_closed_can_be_opened_at_once()
    {
        var path = Path.Combine(_folder, "pool");
        for (var i = 0; i < 10; i++)
        {
            await using var file = PoolFile.Open(
                path, PoolSize, PoolFileMode.Auto, TimeProvider.System, 1, static _ => { });
            await using var device = file.Device;
            await file.Shard.RunAsync(() => WriteAndReadAsync(file.Device));
        }
    }

    private static async Task WriteAndReadAsync(IBlockDevice device)
    {
        using var pool = new AlignedBufferPool("test", IBlockDevice.BlockSize, countMax: 2);
        var buffer = pool.TryRent()!;
        buffer.GetSpan().Fill(5);
        Assert.Equal(DeviceOutcome.Done, await device.WriteAsync(3, buffer.Memory));
        Assert.Equal(DeviceOutcome.Done, await device.FlushAsync());
        buffer.GetSpan().Clear();
        Assert.Equal(DeviceOutcome.Done, await device.ReadAsync(3, buffer.Memory));
        Assert.Equal(5, buffer.GetSpan()[4095]);
        pool.Return(buffer);
    }

    /// <summary>A ramfs, which has never known O_DIRECT (tmpfs does since 6.6).</summary>
    private sealed class RamMount : IDisposable
    {
        private readonly string _folder;

        private RamMount(string folder) => _folder = folder;

        public static RamMount Make(string folder)
        {
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a file system without O_DIRECT");
            Assert.SkipUnless(Run("mount", "-t", "ramfs", "ramfs", folder), "this place lets nobody mount");
            return new RamMount(folder);
        }

        public void Dispose() => Assert.True(Run("umount", _folder));

        private static bool Run(string program, params string[] arguments)
        {
            using var process = Process.Start(program, arguments);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
