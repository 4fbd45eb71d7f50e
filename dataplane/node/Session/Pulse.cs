namespace Basalt.Node.Session;

/// <summary>Wakes all who wait for a change. Take <see cref="Next"/> before reading the state it guards.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = Create();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Beat() => Interlocked.Exchange(ref _next, Create()).SetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
