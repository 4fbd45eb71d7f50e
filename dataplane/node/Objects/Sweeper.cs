using Basalt.Engine;
using Basalt.Objects.Core;
using Microsoft.Extensions.Logging;

namespace Basalt.Node.Objects;

/// <summary>Removes now and then what has expired or was left over.</summary>
internal sealed class Sweeper : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private Sweeper(ObjectStore store, TimeProvider time, ILogger log)
        => _running = RunAsync(store, time, log, _stop.Token);

    public static Sweeper Start(ObjectStore store, TimeProvider time, ILogger log) => new(store, time, log);

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        await _running;
        _stop.Dispose();
    }

    private static async Task RunAsync(ObjectStore store, TimeProvider time, ILogger log, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (true)
        {
            try
            {
                if (!await timer.WaitForNextTickAsync(stop)) return;
                await store.SweepAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (PoolException error)
            {
                // What could not be removed now stays hidden, and is tried again at the next round.
                Log.SweepFailed(log, error);
            }
        }
    }
}
