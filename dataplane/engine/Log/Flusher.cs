using Basalt.Device;

namespace Basalt.Engine.Log;

/// <summary>
/// One flush for all who wait. Who comes while a flush runs shares the next one, since the running one need not cover
/// it.
/// </summary>
internal sealed class Flusher(PoolCore core)
{
    private Task<DeviceOutcome>? _running;
    private Task<DeviceOutcome>? _next;

    /// <summary>Flushes that were asked of the device.</summary>
    public long FlushCount { get; private set; }

    /// <summary>Makes every write that has ended durable. On the shard.</summary>
    public Task<DeviceOutcome> FlushAsync()
    {
        if (_next is not null) return _next;
        if (_running is null || _running.IsCompleted) return _running = RunAsync();
        return _next = RunAfterAsync(_running);
    }

    private async Task<DeviceOutcome> RunAfterAsync(Task running)
    {
        await running;
        _running = _next;
        _next = null;
        return await RunAsync();
    }

    private async Task<DeviceOutcome> RunAsync()
    {
        if (core.HasFailed) return DeviceOutcome.Failed;
        FlushCount++;
        var outcome = await core.Device.FlushAsync();
        if (outcome != DeviceOutcome.Done) core.FailPool($"a flush answers {outcome}");
        return core.HasFailed ? DeviceOutcome.Failed : outcome;
    }
}
