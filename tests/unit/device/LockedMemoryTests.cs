using System.Globalization;

using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Threads;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;

using Xunit;

namespace Basalt.Tests.Unit.Device;

/// <summary>A process that may not pin as much memory as its buffers are (RLIMIT_MEMLOCK).</summary>
public sealed class LockedMemoryTests
{
    private const long TriedMax = 64L * 1024 * 1024;

    [Fact]
    public async Task Above_the_limit_transfers_go_on_and_one_warning_names_the_remedy()
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        var limit = ReadLimit() ?? long.MaxValue;
        Assert.SkipUnless(limit <= TriedMax, "the limit of locked memory is above what a test should take");
        var folder = Directory.CreateTempSubdirectory("basalt-locked-").FullName;
        var warnings = new List<string>();
        await using (var file = OpenUnprivileged(Path.Combine(folder, "pool"), warnings.Add))
        {
            await using var device = file.Device;

            // Each buffer is a slab of its own, and all of them together more than may be pinned.
            using var pool = new AlignedBufferPool(
                "test", AlignedBufferPool.SlabSize, (int)(limit / AlignedBufferPool.SlabSize) + 2);
            await file.Shard.RunAsync(() => UseAllAsync(device, pool));
        }

        Directory.Delete(folder, recursive: true);
        Assert.Contains("ulimit -l", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private static async Task UseAllAsync(IBlockDevice device, AlignedBufferPool pool)
    {
        var buffers = Enumerable.Range(0, pool.CountMax).Select(_ => pool.TryRent()!).ToArray();
        for (var round = 0; round < 2; round++)
        {
            foreach (var (i, buffer) in buffers.Index())
            {
                var value = (byte)(i + round);
                buffer.GetSpan()[..IBlockDevice.BlockSize].Fill(value);
                Assert.Equal(DeviceOutcome.Done, await device.WriteAsync(i, buffer.Memory[..IBlockDevice.BlockSize]));
                Assert.Equal(DeviceOutcome.Done, await device.FlushAsync());
                buffer.GetSpan()[..IBlockDevice.BlockSize].Clear();
                Assert.Equal(DeviceOutcome.Done, await device.ReadAsync(i, buffer.Memory[..IBlockDevice.BlockSize]));
                Assert.Equal(value, buffer.GetSpan()[IBlockDevice.BlockSize - 1]);
            }
        }

        foreach (var buffer in buffers) pool.Return(buffer);
    }

    /// <summary>Opens with a shard that may not lift the limit. Capabilities are a thread's own, and a new thread has
    /// those of its maker.</summary>
    private static PoolFile OpenUnprivileged(string path, Action<string> warn)
    {
        PoolFile? file = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Assert.Equal(Errno.None, ThreadCapabilities.DropAll());
                file = PoolFile.Open(path, 4 * 1024 * 1024, PoolFileMode.Ring, TimeProvider.System, 1, warn);
            }
            catch (Exception error) when (error is DeviceException or Xunit.Sdk.XunitException)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        return file ?? throw new InvalidOperationException("the pool file was not opened", failure);
    }

    /// <summary>The soft limit, in bytes; null: none.</summary>
    private static long? ReadLimit()
    {
        var line = File.ReadLines("/proc/self/limits")
            .Single(static line => line.StartsWith("Max locked memory", StringComparison.Ordinal));
        var words = line["Max locked memory".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.TryParse(words[0], CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
