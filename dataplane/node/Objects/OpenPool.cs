using System.Runtime.InteropServices;
using System.Security.Cryptography;

using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Engine;
using Basalt.Node.Session;
using Microsoft.Extensions.Logging;
using EnginePool = Basalt.Engine.Pool;

namespace Basalt.Node.Objects;

/// <summary>The pool with the file and the shard that run it.</summary>
internal sealed class OpenPool : IAsyncDisposable
{
    private const string UringOnly = "uring";

    private readonly PoolFile _file;
    private readonly EnginePool _pool;

    private OpenPool(PoolFile file, EnginePool pool) => (_file, _pool) = (file, pool);

    public IPool Pool => _pool;

    /// <summary>Opens what is desired. Throws <see cref="WorkloadException"/> with words for the operator.</summary>
    public static async Task<OpenPool> OpenAsync(Contract.Node.V1.Pool desired, TimeProvider time, ILogger log)
    {
        PoolFile? file = null;
        try
        {
            // Nothing the shard draws at random has to be hard to guess; each process draws differently.
            file = PoolFile.Open(
                desired.Path,
                (long)desired.Size,
                desired.Device == UringOnly ? PoolFileMode.Ring : PoolFileMode.Auto,
                time,
                Environment.ProcessId,
                message => Log.PoolReports(log, message));
            var options = new PoolOptions
            {
                NewPoolId = DrawPoolId(),
                Report = message => Log.PoolReports(log, message),
            };
            return new OpenPool(file, await EnginePool.OpenAsync(file.Device, file.Shard, options));
        }
        catch (Exception error) when (error is PoolException or DeviceException or IOException)
        {
            if (file is not null) await GiveUpAsync(file);
            throw new WorkloadException($"the pool {desired.Path} cannot be opened: {error.Message}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        await _file.DisposeAsync();
    }

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
