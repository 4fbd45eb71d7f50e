using Basalt.Perf.Load.Requests;
using HdrHistogram;

namespace Basalt.Perf.Load;

/// <summary>Runs a workload against a server.</summary>
internal sealed class LoadRun
{
    /// <summary>Objects that gets choose from.</summary>
    private const int ReadSetCount = 1000;

    private static readonly long s_latencyMax = (long)TimeSpan.FromMinutes(1).TotalMicroseconds;

    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly IRequests _requests;
    private readonly Workload _workload;
    private readonly byte[] _body;
    private readonly string _prefix;
    private long _sequence;
    private long _measureFrom;
    private long _end;

    /// <param name="requests">How to ask.</param>
    /// <param name="workload">What to ask.</param>
    /// <param name="prefix">Names of objects begin with it: runs that share a container do not share objects.</param>
    public LoadRun(IRequests requests, Workload workload, string prefix)
    {
        (_requests, _workload, _prefix) = (requests, workload, prefix);
        _body = new byte[workload.ObjectSize];
        new Random(1).NextBytes(_body);
    }

    public async Task<LoadResult> RunAsync(IReadOnlyCollection<int> serverProcesses)
    {
        await PrepareAsync();
        var start = _clock.GetTimestamp();
        _measureFrom = start + Ticks(_workload.WarmUp);
        _end = _measureFrom + Ticks(_workload.Duration);
        var running = Enumerable.Range(0, _workload.Connections).Select(n => ConnectionAsync(n, start)).ToArray();
        await Task.Delay(_workload.WarmUp, _clock);
        var cpuBefore = ProcessCpu.Of(serverProcesses);
        await Task.Delay(_workload.Duration, _clock);
        var cpu = ProcessCpu.Of(serverProcesses) - cpuBefore;
        var latency = new LongHistogram(s_latencyMax, 3);
        var (operations, errors) = (0L, 0L);
        foreach (var one in await Task.WhenAll(running))
        {
            latency.Add(one.Latency);
            operations += one.Operations;
            errors += one.Errors;
        }

        return new(operations, errors, _workload.Duration, latency, cpu);
    }

    private async Task PrepareAsync()
    {
        using var connection = new LoadConnection(_requests.Endpoint);
        await ExpectAsync(connection, _requests.MakeContainer(), default);
        if (_workload.Operation == Operation.Get)
        {
            for (var i = 0; i < ReadSetCount; i++)
            {
                await ExpectAsync(connection, _requests.Head(Operation.Put, Name(i), _body.Length), _body);
            }
        }
    }

    private static async Task ExpectAsync(LoadConnection connection, string head, ReadOnlyMemory<byte> body)
    {
        var status = await connection.SendAsync(head, body);
        if (status is not (200 or 201 or 202))
        {
            throw new InvalidOperationException($"the server answers {status} to {head.Split("\r\n")[0]}");
        }
    }

    private async Task<(LongHistogram Latency, long Operations, long Errors)> ConnectionAsync(int number, long start)
    {
        // Off the caller's stack, so that all connections begin together.
        await Task.Yield();
        using var connection = new LoadConnection(_requests.Endpoint);
        var random = new Random(number);
        var latency = new LongHistogram(s_latencyMax, 3);
        var (operations, errors) = (0L, 0L);
        var interval = _workload.Rate is { } rate ? _clock.TimestampFrequency * _workload.Connections / rate : 0;
        for (long sent = 0; ; sent++)
        {
            // In an open loop a request counts from when it was due: a slow answer does not hide those behind it.
            var due = interval > 0 ? start + (long)(((double)number / _workload.Connections + sent) * interval) : 0;
            await UntilAsync(due);
            var from = interval > 0 ? due : _clock.GetTimestamp();
            if (from >= _end)
            {
                return (latency, operations, errors);
            }

            var isGood = await OnceAsync(connection, random);
            var now = _clock.GetTimestamp();
            if (from >= _measureFrom && now <= _end)
            {
                (operations, errors) = isGood ? (operations + 1, errors) : (operations, errors + 1);
                latency.RecordValue(Math.Min(s_latencyMax, (long)_clock.GetElapsedTime(from, now).TotalMicroseconds));
            }
        }
    }

    private async ValueTask<bool> OnceAsync(LoadConnection connection, Random random)
    {
        var isPut = _workload.Operation == Operation.Put;
        var name = Name(isPut ? Interlocked.Increment(ref _sequence) : random.Next(ReadSetCount));
        var head = _requests.Head(_workload.Operation, name, _body.Length);
        return await connection.SendAsync(head, isPut ? _body : default) is 200 or 201;
    }

    private async ValueTask UntilAsync(long due)
    {
        var wait = _clock.GetElapsedTime(_clock.GetTimestamp(), due);
        if (due > 0 && wait > TimeSpan.FromMilliseconds(1))
        {
            await Task.Delay(wait, _clock);
        }
    }

    private string Name(long number) => $"{_prefix}-{number:D9}";

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);
}
