using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime;
using Basalt.Runtime.Rings;
using Basalt.Transport.Sockets;

namespace Basalt.Transport.Uring;

/// <summary>A shard and the best transport that the kernel lets it have.</summary>
public sealed class KernelShard : IAsyncDisposable
{
    private KernelShard(Shard shard, ITransport transport, RingDriver? ring)
    {
        Shard = shard;
        Transport = transport;
        Ring = ring;
    }

    public Shard Shard { get; }

    public ITransport Transport { get; }

    /// <summary>The shard's ring; null if it has none. On the shard, but for its counts.</summary>
    public RingDriver? Ring { get; }

    /// <summary>Starts a shard.</summary>
    /// <param name="name">Of the shard and its thread.</param>
    /// <param name="mode">By a ring, or by .NET's sockets.</param>
    /// <param name="time">The shard's clock.</param>
    /// <param name="seed">Of the shard's random.</param>
    /// <param name="options">How it uses its processor.</param>
    /// <param name="warn">Told once if the slower way was taken, why, and what mends it.</param>
    /// <exception cref="IOException">The ring that was asked for is refused.</exception>
    public static KernelShard Start(
        string name, TransportMode mode, TimeProvider time, int seed, ShardOptions options, Action<string> warn)
    {
        if (mode == TransportMode.Sockets) return StartSockets(name, time, seed, options);
        var reason = ReasonAgainstRing();
        if (reason is null)
        {
            var driver = new RingDriver(new RingOptions { Warn = warn });
            try
            {
                var transport = new UringTransport(driver);
                return new KernelShard(
                    ThreadShard.Start(name, driver, time, seed, options), transport, driver);
            }
            catch (LinuxException refusal)
            {
                reason = Explain(refusal.Error);
            }
        }

        if (mode == TransportMode.Ring) throw new IOException($"shard {name} cannot have a ring: {reason}");
        warn($"shard {name} has no ring: its connections go through plain sockets and its files through plain calls, "
            + $"which costs more and does the same: {reason}");
        return StartSockets(name, time, seed, options);
    }

    /// <summary>Ends the shard; its listeners are stopped before.</summary>
    public ValueTask DisposeAsync() => Shard.DisposeAsync();

    private static KernelShard StartSockets(string name, TimeProvider time, int seed, ShardOptions options)
        => new(ThreadShard.Start(name, new SignalDriver(), time, seed, options), new SocketTransport(), null);

    private static string? ReasonAgainstRing()
    {
        var support = IoUringProbe.Probe();
        if (!support.IsAvailable) return Explain(support.Error);
        return support.Capabilities.HasFlag(IoUringCapabilities.BufferRings)
            ? null
            : "this kernel's rings have no provided buffers: use Linux 5.19 or newer, better 6.1";
    }

    private static string Explain(Errno error) => error switch
    {
        Errno.EPERM => "io_uring is switched off (EPERM): sysctl -w kernel.io_uring_disabled=0, and let the "
            + "container's seccomp profile pass io_uring_setup, io_uring_enter and io_uring_register",
        Errno.ENOMEM => "no lockable memory is left for a ring (ENOMEM): raise it with systemd LimitMEMLOCK=, or "
            + "ulimit -l",
        Errno.ENOSYS => "this kernel has no io_uring (ENOSYS): use Linux 5.19 or newer, better 6.1",
        Errno.None => "the kernel gave no reason",
        _ => $"the kernel refuses io_uring ({error})",
    };
}
