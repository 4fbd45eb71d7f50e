namespace Basalt.Node.Identity;

/// <summary>
/// Questions to control under way: who asks the same at the same time waits for the same answer. Bounded; a question
/// too
/// many is not asked.
/// </summary>
internal sealed class Questions<TAnswer>(int countMax)
    where TAnswer : struct
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CacheKey, Task<TAnswer?>> _underWay = [];

    /// <summary>Asks, or joins whoever does; null if too much is being asked or the answer is null.</summary>
    public async ValueTask<TAnswer?> AskAsync(
        CacheKey key, Func<Task<TAnswer?>> ask, CancellationToken cancellation)
    {
        Task<TAnswer?>? answer;
        lock (_lock)
        {
            if (!_underWay.TryGetValue(key, out answer))
            {
                if (_underWay.Count >= countMax) return null;
                answer = RunAsync(key, ask);
                _underWay.Add(key, answer);
            }
        }

        // One who gives up leaves the question to the others.
        return await answer.WaitAsync(cancellation);
    }

    /// <summary>Asking is .NET's own networking, and belongs to the thread pool: a shard that asks waits for the answer
    /// alone, which comes to it as a message.</summary>
#pragma warning disable RS0030 // See above.
    private Task<TAnswer?> RunAsync(CacheKey key, Func<Task<TAnswer?>> ask) => Task.Run(async () =>
    {
        try
        {
            return await ask();
        }
        finally
        {
            lock (_lock) _underWay.Remove(key);
        }
    });
#pragma warning restore RS0030
}
