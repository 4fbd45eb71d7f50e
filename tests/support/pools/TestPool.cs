using Basalt.Device;
using Basalt.Engine;
using Basalt.Runtime;

namespace Basalt.Tests.Support.Pools;

/// <summary>A real pool on a device in memory, with a shard of its own; both end with it.</summary>
public sealed class TestPool : IAsyncDisposable
{
    private readonly ThreadShard _shard;

    private TestPool(ThreadShard shard, Pool pool)
    {
        _shard = shard;
        Pool = pool;
    }

    public Pool Pool { get; }

    /// <summary>Opens an empty pool of this many bytes.</summary>
    public static Task<TestPool> OpenAsync(long size = 256L * 1024 * 1024)
        => OpenAsync(new MemoryDevice(size / IBlockDevice.BlockSize),
            new PoolOptions { SegmentSize = 1024 * 1024, IsZeroedAhead = false });

    /// <summary>Opens what is on a device.</summary>
    public static async Task<TestPool> OpenAsync(IBlockDevice device, PoolOptions options)
    {
        var shard = ThreadShard.Start("test pool", new SignalDriver(), TimeProvider.System, seed: 1);
        try
        {
            return new TestPool(shard, await Pool.OpenAsync(device, shard, options));
        }
        catch
        {
            await shard.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        await _shard.DisposeAsync();
    }
}
