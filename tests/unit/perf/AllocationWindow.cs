namespace Basalt.Tests.Unit.Perf;

/// <summary>What a path allocates on the thread it runs on, once it is warm.</summary>
internal static class AllocationWindow
{
    private const int WarmUpCount = 2_000;
    private const int Count = 2_000;
    private const int WindowCount = 3;

    /// <summary>
    /// Bytes of the quietest of some stretches of many operations each: what is allocated for each operation shows in
    /// all of them, what a runtime does once (compile, fill a table) does not.
    /// </summary>
    public static async Task<long> MeasureAsync<T>(Func<ValueTask<T>> operation)
    {
        for (var i = 0; i < WarmUpCount; i++) await operation();
        var least = long.MaxValue;
        for (var window = 0; window < WindowCount; window++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Count; i++) await operation();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
