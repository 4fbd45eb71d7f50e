using System.Net.Sockets;
using System.Security.Authentication;

namespace Basalt.Perf.Load.Churn;

/// <summary>Opens connections of all kinds at an even pace, and knows when all of them are gone.</summary>
internal sealed class ChurnRun(ChurnServer server, double rate, int seed, TimeProvider clock)
{
    /// <summary>Connections at once; past it the pace is not kept.</summary>
    private const int LiveMax = 2_000;

    /// <summary>For all to end: longer than any limit of the server's and than a client's patience.</summary>
    private static readonly TimeSpan s_drainMax = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(20);
    private static readonly ChurnKind[] s_kinds = Enum.GetValues<ChurnKind>();

    private readonly Random _random = new(seed);
    private readonly long[] _done = new long[s_kinds.Length];
    private readonly long[] _surprises = new long[s_kinds.Length];
    private ChurnActs? _acts;
    private int _live;

    /// <summary>Connections under way.</summary>
    public int Live => Volatile.Read(ref _live);

    public long OpenedCount { get; private set; }

    public long SurpriseCount => _surprises.Sum();

    /// <summary>For each kind how many there were, and how many of them did not end as they must.</summary>
    public IEnumerable<(ChurnKind Kind, long Done, long Surprises)> Outcomes =>
        s_kinds.Select(kind => (kind, Volatile.Read(ref _done[(int)kind]), Volatile.Read(ref _surprises[(int)kind])));

    /// <summary>One of each kind: what a process opens and loads but once is there then.</summary>
    public async Task WarmUpAsync()
    {
        _acts = new ChurnActs(server.Port, server.SecretPort, await MeasureAnswerAsync(), clock);
        foreach (var kind in s_kinds) _ = ActAsync(kind, 1);
        await DrainAsync();
    }

    /// <summary>Opens connections for so long.</summary>
    public async Task RunAsync(TimeSpan duration, CancellationToken stop)
    {
        var start = clock.GetTimestamp();
        var opened = 0L;
        while (clock.GetElapsedTime(start) < duration && !stop.IsCancellationRequested)
        {
            var due = (long)(clock.GetElapsedTime(start).TotalSeconds * rate);
            for (; opened < due; opened++)
            {
                if (Live >= LiveMax) continue;
                OpenedCount++;
                _ = ActAsync(s_kinds[_random.Next(s_kinds.Length)], _random.Next(int.MaxValue));
            }

            await Task.Delay(s_step, clock, CancellationToken.None);
        }
    }

    /// <summary>Waits until all have ended, on both sides.</summary>
    public async Task DrainAsync()
    {
        var start = clock.GetTimestamp();
        while (Live > 0 || (await server.ReadAsync(isAtRest: false)).Held["open"] > 0)
        {
            if (clock.GetElapsedTime(start) > s_drainMax) return;
            await Task.Delay(TimeSpan.FromSeconds(1), clock);
        }
    }

    private async Task ActAsync(ChurnKind kind, int number)
    {
        Interlocked.Increment(ref _live);
        var isGood = false;
        try
        {
            isGood = await _acts!.RunAsync(kind, number);
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException
            or OperationCanceledException)
        {
            if (SurpriseCount < 10) Console.Error.WriteLine($"{server.Name}, {kind}: {failure.Message}");
        }

        Interlocked.Increment(ref _done[(int)kind]);
        if (!isGood) Interlocked.Increment(ref _surprises[(int)kind]);
        Interlocked.Decrement(ref _live);
    }

    private async Task<int> MeasureAnswerAsync()
    {
        using var client = await ChurnClient.ConnectAsync(server.Port, clock);
        await client.SendAsync("GET /fixed HTTP/1.1\r\nHost: churn\r\nConnection: close\r\n\r\n");
        return (int)(await client.ReceiveToEndAsync()).Size;
    }
}
