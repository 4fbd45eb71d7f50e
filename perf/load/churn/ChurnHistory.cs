namespace Basalt.Perf.Load.Churn;

/// <summary>What one server held over a churn, and whether all of it came back.</summary>
internal sealed class ChurnHistory(string server)
{
    /// <summary>What a heap and a resident set may have grown by since the first rest: noise of the collector and of
    /// the allocator, and far less than an hour of leaks.</summary>
    private const long GrowthSizeMax = 8L * 1024 * 1024;

    private readonly List<(int Minute, int Live, double CpuShare, ChurnSample Sample)> _minutes = [];
    private readonly List<(int Minute, ChurnSample Sample)> _rests = [];

    public string Server { get; } = server;

    /// <summary>A look while connections come and go.</summary>
    public void AddMinute(int minute, int live, double cpuShare, ChurnSample sample)
    {
        _minutes.Add((minute, live, cpuShare, sample));
        Tell($"minute {minute}: {live} live, CPU {cpuShare.Plain(1)} %", sample);
    }

    /// <summary>A look when all connections are gone.</summary>
    public void AddRest(int minute, ChurnSample sample)
    {
        _rests.Add((minute, sample));
        Tell($"at rest after minute {minute}", sample);
    }

    /// <summary>Writes all that was seen.</summary>
    /// <returns>Whether all that was held came back.</returns>
    public bool Write(Report report)
    {
        string[] sizes = ["resident MiB", "heap MiB"];
        report.Begin($"{Server}: each minute", ["minute", "live", .. ChurnServer.HeldNames, .. sizes, "CPU %"]);
        foreach (var (minute, live, cpu, sample) in _minutes)
            report.Row([minute.Plain(), live.Plain(), .. Held(sample), .. Sizes(sample), cpu.Plain(1)]);
        report.Begin($"{Server}: at rest", ["after minute", "accepted", .. ChurnServer.HeldNames, .. sizes]);
        foreach (var (minute, sample) in _rests)
            report.Row([minute.Plain(), sample.Accepted.Plain(), .. Held(sample), .. Sizes(sample)]);
        var (first, last) = (_rests[0].Sample, _rests[^1].Sample);
        string[] left = [.. ChurnServer.HeldNames.Where(name => last.Held[name] > first.Held[name])];
        var settled = _rests[Math.Min(1, _rests.Count - 1)].Sample;
        var (resident, heap) = (last.ResidentSize - settled.ResidentSize, last.HeapSize - settled.HeapSize);
        var isBack = left.Length == 0 && resident <= GrowthSizeMax && heap <= GrowthSizeMax;
        var counts = left.Length == 0 ? "every count came back" : "did not come back: " + string.Join(", ", left);
        report.Say(
            $"{Server}: {counts}; since the first rest after load resident {Mebi(resident)} MiB, "
            + $"heap {Mebi(heap)} MiB. "
            + $"Ends of connections: {last.Ended}.");
        return isBack;
    }

    private void Tell(string when, ChurnSample sample) => Console.WriteLine(
        $"{Server} {when}, {string.Join(", ", sample.Held.Select(static held => $"{held.Key} {held.Value}"))}, "
        + $"resident {Mebi(sample.ResidentSize)} MiB, heap {Mebi(sample.HeapSize)} MiB");

    private static IEnumerable<string> Held(ChurnSample sample)
        => ChurnServer.HeldNames.Select(name => sample.Held[name].Plain());

    private static IEnumerable<string> Sizes(ChurnSample sample)
        => [Mebi(sample.ResidentSize), Mebi(sample.HeapSize)];

    private static string Mebi(long size) => (size / 1048576.0).Plain(2);
}
