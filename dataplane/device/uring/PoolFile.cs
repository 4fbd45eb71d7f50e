using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Files;
using Basalt.Runtime;
using Basalt.Runtime.Rings;

namespace Basalt.Device.Uring;

/// <summary>A pool file opened for use: its device and the shard that owns it.</summary>
/// <remarks>Whoever opens it closes first what uses the device, then this. The device is disposed by its user, the
/// pool.</remarks>
public sealed class PoolFile : IAsyncDisposable
{
    private readonly bool _ownsShard;

    private PoolFile(FileLease lease, Shard shard, IBlockDevice device, bool ownsShard)
    {
        Lease = lease;
        Shard = shard;
        Device = device;
        _ownsShard = ownsShard;
    }

    /// <summary>The file itself; a test tells it what its host has free.</summary>
    internal FileLease Lease { get; }

    public Shard Shard { get; }

    public IBlockDevice Device { get; }

    /// <summary>Opens a pool file, or makes it, and starts the shard that owns it.</summary>
    /// <param name="path">The file. Locked: a second opening is refused, also from another process.</param>
    /// <param name="size">Bytes it may grow to; 0: the size it has, or for a new file 80 % of what is free.</param>
    /// <param name="mode">By a ring, or plainly.</param>
    /// <param name="time">The shard's clock.</param>
    /// <param name="seed">Of the shard's random.</param>
    /// <param name="warn">Told once if the slower way was taken, and why.</param>
    /// <exception cref="DeviceException">It cannot be opened, is in use, or the mode asked for is refused.</exception>
    public static PoolFile Open(
        string path, long size, PoolFileMode mode, TimeProvider time, int seed, Action<string> warn)
    {
        var file = FileLease.Open(path, size, isDirectWanted: true);
        try
        {
            return mode == PoolFileMode.Plain ? OpenPlain(file, time, seed) : OpenRing(file, mode, time, seed, warn);
        }
        catch (DeviceException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a pool file, or makes it, on a shard that does other things too and stays its owner's.</summary>
    /// <param name="path">The file. Locked: a second opening is refused, also from another process.</param>
    /// <param name="size">Bytes it may grow to; 0: the size it has, or for a new file 80 % of what is free.</param>
    /// <param name="sizeMin">Bytes below which it is refused, and not made.</param>
    /// <param name="mode">By the shard's ring, or plainly.</param>
    /// <param name="shard">Whose the device becomes.</param>
    /// <param name="ring">The shard's ring; null if it has none.</param>
    /// <param name="warn">Told once if the slower way was taken though there is a ring, and why.</param>
    /// <exception cref="DeviceException">It cannot be opened, is in use, or the mode asked for is refused.</exception>
    public static PoolFile Open(
        string path, long size, long sizeMin, PoolFileMode mode, Shard shard, RingDriver? ring, Action<string> warn)
    {
        var file = FileLease.Open(path, size, isDirectWanted: true, sizeMin);
        var reason = ring is null ? "its shard has no ring"
            : file.Mode != AccessMode.Direct ? "its file system refuses O_DIRECT"
            : null;
        if (mode != PoolFileMode.Plain && reason is null)
            return new PoolFile(file, shard, new UringDevice(ring!, file), ownsShard: false);
        if (mode == PoolFileMode.Ring)
        {
            file.Dispose();
            throw new DeviceException($"pool file {path} cannot be used through a ring: {reason}");
        }

        // Of a shard without a ring its owner has been told, and what mends that.
        if (mode == PoolFileMode.Auto && ring is not null)
            warn($"pool file {path} is used through plain calls, which is slower and as durable: {reason}");
        return new PoolFile(file, shard, new FileDevice(file), ownsShard: false);
    }

    /// <summary>Ends the shard, if it was made for the file.</summary>
    public ValueTask DisposeAsync() => _ownsShard ? Shard.DisposeAsync() : ValueTask.CompletedTask;

    private static PoolFile OpenRing(
        FileLease file, PoolFileMode mode, TimeProvider time, int seed, Action<string> warn)
    {
        string reason;
        Exception? cause = null;
        if (file.Mode == AccessMode.Direct)
        {
            var driver = new RingDriver(new RingOptions { Warn = warn });
            try
            {
                var shard = ThreadShard.Start("pool", driver, time, seed);
                return new PoolFile(file, shard, new UringDevice(driver, file), ownsShard: true);
            }
            catch (LinuxException refusal)
            {
                reason = $"the kernel refuses io_uring ({refusal.Error})";
                cause = refusal;
            }
        }
        else
        {
            reason = "its file system refuses O_DIRECT";
        }

        if (mode == PoolFileMode.Ring)
        {
            var message = $"pool file {file.Path} cannot be used through a ring: {reason}";
            throw cause is null ? new DeviceException(message) : new DeviceException(message, cause);
        }

        warn($"pool file {file.Path} is used through plain calls, which is slower and as durable: {reason}");
        return OpenPlain(file, time, seed);
    }

    private static PoolFile OpenPlain(FileLease file, TimeProvider time, int seed)
        => new(
            file, ThreadShard.Start("pool", new SignalDriver(), time, seed), new FileDevice(file), ownsShard: true);
}
