using System.Globalization;
using System.Text;
using Basalt.Transport;
using Basalt.Transport.Uring;

namespace Basalt.Perf.Reactor;

/// <summary>What a service holds now, and how its connections ended, as one line of names and numbers.</summary>
internal static class ServiceCounters
{
    /// <param name="kernel">Whose shard serves.</param>
    /// <param name="listeners">Its listeners.</param>
    /// <param name="isAtRest">Collects garbage first, so that what is left of the heap is in use.</param>
    public static Task<string> ReadAsync(KernelShard kernel, IReadOnlyList<IListener> listeners, bool isAtRest)
        => kernel.Shard.RunAsync(() => Task.FromResult(Read(kernel, listeners, isAtRest)));

    private static string Read(KernelShard kernel, IReadOnlyList<IListener> listeners, bool isAtRest)
    {
        var text = new StringBuilder();
        Append("open", Sum(listeners, static c => c.Open));
        Append("blocks", Sum(listeners, static c => c.Blocks));
        Append("buffers", kernel.Transport is UringTransport uring ? uring.LentBufferCount : 0);
        Append("files", kernel.Ring?.RegisteredFileCount ?? 0);
        Append("operations", kernel.Ring?.ActiveCount ?? 0);
        Append("stale", kernel.Ring?.Statistics.StaleCount ?? 0);
        Append("timers", kernel.Shard.TimerCount);
        Append("heap", GC.GetTotalMemory(isAtRest));
        Append("accepted", Sum(listeners, static c => c.Accepted));
        Append("received", Sum(listeners, static c => c.ReceivedSize));
        Append("sent", Sum(listeners, static c => c.SentSize));
        Append("shortages", Sum(listeners, static c => c.AcceptShortages));
        foreach (var end in Enum.GetValues<ConnectionEnd>())
        {
            if (Sum(listeners, c => c.Ended(end)) is var count and > 0) Append(end.ToString(), count);
        }

        return text.ToString(0, text.Length - 1);

        void Append(string name, long value)
            => text.Append(name).Append(' ').Append(CultureInfo.InvariantCulture, $"{value} ");
    }

    private static long Sum(IReadOnlyList<IListener> listeners, Func<TransportCounters, long> of)
        => listeners.Sum(listener => of(listener.Counters));
}
