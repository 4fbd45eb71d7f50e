using Basalt.Contract.Node.V1;
using Basalt.Http.Http1;
using Basalt.Node.Session;
using Basalt.Objects.Core;
using Basalt.Objects.Front;
using Basalt.Transport.Uring;
using Microsoft.Extensions.Logging;

namespace Basalt.Node.Objects;

/// <summary>The pool, the objects in it, and the endpoint that serves them.</summary>
internal sealed class ObjectWorkload(
    IIdentityClient identity, RequestMetrics metrics, TimeProvider time, ILoggerFactory loggers) : IWorkload
{
    private const string ListenerName = "object";

    private readonly ILogger _log = loggers.CreateLogger<ObjectWorkload>();
    private Pool? _desiredPool;
    private OpenPool? _pool;
    private ObjectStore? _store;
    private Sweeper? _sweeper;
    private ObjectServer? _server;

    /// <summary>The node's own front, while it serves; any thread.</summary>
    public Http1Front? Http1 => Volatile.Read(ref _server)?.Http1;

    /// <summary>The pool's shard and its ring, while it is open; any thread, for its counts.</summary>
    public KernelShard? Kernel => Volatile.Read(ref _pool)?.Kernel;

    public async Task ApplyAsync(DesiredState desired, CancellationToken cancellation)
    {
        if (desired.Pool is null || desired.ObjectEndpoint is null) return;
        if (!desired.Pool.Equals(_desiredPool)) await ReplacePoolAsync(desired.Pool);
        if (_server?.Serves(desired.ObjectEndpoint) == true) return;
        await StopServingAsync();
        _server = await ObjectServer.StartAsync(
            desired.ObjectEndpoint, _store!, _pool!.Kernel, identity, metrics, time, loggers, cancellation);
    }

    public NodeReport Observe()
    {
        var report = new NodeReport();
        if (Volatile.Read(ref _server) is { } server)
        {
            report.Listeners.Add(new ListenerState
            {
                Name = ListenerName,
                Address = server.EndPoint.Address.ToString(),
                Port = (uint)server.EndPoint.Port,
            });
        }

        if (Volatile.Read(ref _pool) is { Pool.Usage: var usage })
        {
            report.Pool = new PoolState
            {
                CapacitySize = (ulong)usage.CapacitySize,
                UsedSize = (ulong)usage.UsedSize,
                ObjectCount = (ulong)usage.NameCount,
            };
        }

        return report;
    }

    public async ValueTask DisposeAsync()
    {
        await StopServingAsync();
        await ClosePoolAsync();
    }

    private async Task ReplacePoolAsync(Pool desired)
    {
        await StopServingAsync();
        await ClosePoolAsync();
        var pool = await OpenPool.OpenAsync(desired, time, _log);
        _store = new ObjectStore(pool.Pool, time);
        _sweeper = Sweeper.Start(_store, time, _log);
        _desiredPool = desired.Clone();
        Volatile.Write(ref _pool, pool);
    }

    private async Task StopServingAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server) await server.DisposeAsync();
    }

    private async Task ClosePoolAsync()
    {
        if (_sweeper is not null) await _sweeper.DisposeAsync();
        (_sweeper, _store, _desiredPool) = (null, null, null);
        if (Interlocked.Exchange(ref _pool, null) is { } pool) await pool.DisposeAsync();
    }
}
