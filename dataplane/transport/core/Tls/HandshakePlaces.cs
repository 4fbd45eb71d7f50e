namespace Basalt.Transport.Tls;

/// <summary>So many handshakes at once; who comes later waits in order, or dies waiting. On one shard.</summary>
internal sealed class HandshakePlaces(int countMax)
{
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _free = countMax;

    /// <summary>A place, to be left by <see cref="Leave"/>.</summary>
    /// <param name="died">Ends the wait; then no place was taken.</param>
    public async Task EnterAsync(CancellationToken died)
    {
        if (_free > 0)
        {
            _free--;
            return;
        }

        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(waiter);
        await using var end = died.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter);
        await waiter.Task;
    }

    public void Leave()
    {
        // Who died has left the queue by being cancelled.
        while (_waiting.TryDequeue(out var waiter))
        {
            if (waiter.TrySetResult()) return;
        }

        _free++;
    }
}
