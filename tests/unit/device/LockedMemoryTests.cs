using System.Runtime.InteropServices;

using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;

using Xunit;

namespace Basalt.Tests.Unit.Device;

/// <summary>A process that may not pin as much memory as its buffers are (RLIMIT_MEMLOCK).</summary>
public sealed partial class LockedMemoryTests
{
    private const int LockedMemory = 8;
    private const long TriedMax = 64L * 1024 * 1024;

    [Fact]
    public async Task Above_the_limit_transfers_go_on_and_one_warning_names_the_remedy()
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        Assert.Equal(0, GetLimit(LockedMemory, out var limit));
        Assert.SkipUnless(limit.Soft <= (ulong)TriedMax, "the limit of locked memory is above what a test should take");
        var folder = Directory.CreateTempSubdirectory("basalt-locked-").FullName;
        var warnings = new List<string>();
        await using (var file = OpenUnprivileged(Path.Combine(folder, "pool"), warnings.Add))
        {
            await using var device = file.Device;

            // Each buffer is a slab of its own, and all of them together more than may be pinned.
            using var pool = new AlignedBufferPool(
                "test", AlignedBufferPool.SlabSize, (int)(limit.Soft / AlignedBufferPool.SlabSize) + 2);
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
                var header = new CapabilityHeader { Version = 0x2008_0522 };
                var none = new CapabilitySets[2];
                Assert.Equal(0, SetCapabilities(ref header, none));
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

    [LibraryImport("libc", EntryPoint = "capset")]
    private static partial int SetCapabilities(ref CapabilityHeader header, CapabilitySets[] sets);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    /// <summary><c>struct __user_cap_header_struct</c> of capget(2); process 0 is the calling thread.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct CapabilityHeader
    {
        public uint Version;
        public int Process;
    }

    /// <summary><c>struct __user_cap_data_struct</c>, of which there are two.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct CapabilitySets
    {
        public uint Effective;
        public uint Permitted;
        public uint Inheritable;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
