using System.Runtime.InteropServices;
using System.Security.Cryptography;

using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Engine;
using Basalt.Node.Session;
using Basalt.Runtime;
using Basalt.Transport.Uring;
using Microsoft.Extensions.Logging;
using EnginePool = Basalt.Engine.Pool;

namespace Basalt.Node.Objects;

/// <summary>The pool with its file and the shard that runs it, and serves its clients if the front is the node's
/// own.</summary>
internal sealed class OpenPool : IAsyncDisposable
{
    private const string ShardName = "objects";
    private const string UringOnly = "uring";

    private readonly PoolFile _file;
    private readonly EnginePool _pool;

    private OpenPool(KernelShard kernel, PoolFile file, EnginePool pool)
        => (Kernel, _file, _pool) = (kernel, file, pool);

    public IPool Pool => _pool;

    public KernelShard Kernel { get; }

    /// <summary>Opens what is desired. Throws <see cref="WorkloadException"/> with words for the operator.</summary>
    public static async Task<OpenPool> OpenAsync(Contract.Node.V1.Pool desired, TimeProvider time, ILogger log)
    {
        KernelShard? kernel = null;
        PoolFile? file = null;
        var isRingWanted = desired.Device == UringOnly;
        try
        {
            // Nothing the shard draws at random has to be hard to guess; each process draws differently.
            kernel = KernelShard.Start(
                ShardName, isRingWanted ? TransportMode.Ring : TransportMode.Auto, time, Environment.ProcessId,
                new ShardOptions(), Report);
            var options = new PoolOptions { NewPoolId = DrawPoolId(), Report = Report };
            file = PoolFile.Open(
                desired.Path, (long)desired.Size, options.SizeMin,
                isRingWanted ? PoolFileMode.Ring : PoolFileMode.Auto, kernel.Shard, kernel.Ring, Report);
            return new OpenPool(kernel, file, await EnginePool.OpenAsync(file.Device, file.Shard, options));
        }
        catch (Exception error) when (error is PoolException or DeviceException or IOException)
        {
            if (file is not null) await GiveUpAsync(file);
            if (kernel is not null) await kernel.DisposeAsync();
            throw new WorkloadException(
                $"the pool {desired.Path} cannot be opened: {error.Message}{HintOn(error)}", error);
        }

        void Report(string message) => Log.PoolReports(log, message);
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _file.DisposeAsync();
        await Kernel.DisposeAsync();
    }

    private static string HintOn(Exception error) => error is DeviceException { IsOfSize: true }
        ? ". Its size is pool.size (--pool-size), 80 % of what is free if none is given; its place is pool.path"
            + " (--pool-path)"
        : "";

    private static UInt128 DrawPoolId()
    {
#pragma warning disable RS0030 // The composition root draws identities: two pools must never share one.
        return MemoryMarshal.Read<UInt128>(RandomNumberGenerator.GetBytes(16));
#pragma warning restore RS0030
    }

    /// <summary>A pool that did not open leaves the device, and with it the lock on the file, to who opened
    /// it.</summary>
    private static async Task GiveUpAsync(PoolFile file)
    {
        await file.Shard.RunAsync(async () => await file.Device.DisposeAsync());
        await file.DisposeAsync();
    }
}
