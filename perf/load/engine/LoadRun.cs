using System.Net;
using System.Text;
using Basalt.Perf.Load.Requests;
using Basalt.Perf.Load.Servers;
using HdrHistogram;

namespace Basalt.Perf.Load.Engine;

/// <summary>Runs a workload against a server, on the calling thread alone.</summary>
internal sealed class LoadRun : IDisposable
{
    /// <summary>Objects that gets choose from.</summary>
    private const int ReadSetCount = 1000;

    private const int WaitMsMax = 50;

    private static readonly long s_latencyMax = (long)TimeSpan.FromMinutes(1).TotalMicroseconds;

    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly IRequests _requests;
    private readonly Workload _workload;
    private readonly string _prefix;
    private readonly byte[] _body;
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly Epoll _epoll = new();
    private readonly LoadConnection[] _connections;
    private readonly long[] _sent;
    private readonly long[] _due;
    private readonly LongHistogram _latency = new(s_latencyMax, 3);
    private readonly Random _random = new(1);
    private readonly double _interval;
    private long _sequence;
    private long _start;
    private long _measureFrom;
    private long _end;
    private long _arrivals;
    private long _operations;
    private long _errors;

    /// <param name="requests">How to ask.</param>
    /// <param name="workload">What to ask.</param>
    /// <param name="prefix">Names of objects begin with it: runs that share a container do not share objects.</param>
    public LoadRun(IRequests requests, Workload workload, string prefix)
    {
        (_requests, _workload, _prefix) = (requests, workload, prefix);
        _body = new byte[workload.ObjectSize];
        _random.NextBytes(_body);
        var server = new IPEndPoint(Dns.GetHostAddresses(requests.Endpoint.Host)[0], requests.Endpoint.Port);
        _connections = [.. Enumerable.Range(0, workload.Connections)
            .Select(n => new LoadConnection(server, requests.MakeReader, _epoll, n))];
        _sent = new long[_connections.Length];
        _due = new long[_connections.Length];
        _interval = workload.Rate is { } rate ? _clock.TimestampFrequency / rate : 0;
    }

    /// <summary>Called between what is measured, to keep others busy; null: nothing to do.</summary>
    public Action? Beside { get; init; }

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Dispose();
        _epoll.Dispose();
    }

    /// <summary>All answers, those of the warm-up included.</summary>
    public long Answers { get; private set; }

    public LoadResult Run(ILoadServer server)
    {
        Prepare();
        var processes = ProcessCpu.WithDescendants(server.Processes);
        _start = _clock.GetTimestamp();
        _measureFrom = _start + Ticks(_workload.WarmUp);
        _end = _measureFrom + Ticks(_workload.Duration);
        if (_interval == 0)
        {
            for (var i = 0; i < _connections.Length; i++) Begin(i, _clock.GetTimestamp());
        }

        LoopUntil(_measureFrom);
        var (allocatedBefore, cpuBefore) = (server.ReadAllocated(), ProcessCpu.Of(processes));
        var from = _clock.GetTimestamp();
        (_operations, _errors) = (0, 0);
        _latency.Reset();
        LoopUntil(_end);
        var (operations, errors) = (_operations, _errors);
        var (cpu, duration) = (ProcessCpu.Of(processes) - cpuBefore, _clock.GetElapsedTime(from));
        var allocated = server.ReadAllocated() - allocatedBefore;
        CountUnanswered();
        return new(operations, errors, duration, _latency, cpu, allocated);
    }

    private void LoopUntil(long end)
    {
        while (true)
        {
            var now = _clock.GetTimestamp();
            if (now >= end) return;
            BeginDue(now);
            Beside?.Invoke();
            var count = _epoll.Wait(WaitMs(now, end));
            for (var i = 0; i < count; i++) Finish(_epoll.KeyOf(i));
        }
    }

    /// <summary>Close to the next arrival it looks again and again: epoll's milliseconds are too coarse.</summary>
    private int WaitMs(long now, long end)
    {
        var next = _interval > 0 ? Math.Min(end, DueAt(_arrivals)) : end;
        var wait = (int)Math.Min(WaitMsMax, Math.Max(0, _clock.GetElapsedTime(now, next).TotalMilliseconds));
        return Beside is null ? wait : Math.Min(1, wait);
    }

    /// <summary>In an open loop arrivals go round the connections. Those of a busy one wait, which
    /// counts.</summary>
    private void BeginDue(long now)
    {
        if (_interval == 0) return;
        for (; DueAt(_arrivals) <= now; _arrivals++)
        {
            var number = (int)(_arrivals % _connections.Length);
            _due[number]++;
            if (!_connections[number].IsBusy) BeginNext(number);
        }
    }

    private void BeginNext(int number) => Begin(number, DueAt(number + _sent[number] * _connections.Length));

    private long DueAt(long arrival) => _start + (long)(arrival * _interval);

    private void Finish(int number)
    {
        var connection = _connections[number];
        if (!connection.TryFinish(_buffer, out var isGood)) return;
        var now = _clock.GetTimestamp();
        Answers++;
        if (isGood) _operations++;
        else _errors++;
        Record(connection.From, now);
        if (_interval == 0) Begin(number, now);
        else if (_sent[number] < _due[number]) BeginNext(number);
    }

    private void Record(long from, long to) =>
        _latency.RecordValue(Math.Clamp((long)_clock.GetElapsedTime(from, to).TotalMicroseconds, 0, s_latencyMax));

    private void Begin(int number, long from)
    {
        var connection = _connections[number];
        connection.From = from;
        _sent[number]++;
        var isPut = _workload.Operation == Operation.Put;
        var head = _requests.Head(_workload.Operation, _prefix, NextNumber(isPut), _body.Length);
        var body = isPut ? _body : [];
        var target = connection.Prepare(head.Length + body.Length);
        Encoding.ASCII.GetBytes(head, target);
        body.CopyTo(target[head.Length..]);
        connection.Send();
    }

    /// <summary>What was due in an open loop and is not answered at the end has waited at least until now.</summary>
    private void CountUnanswered()
    {
        if (_interval == 0) return;
        for (var i = 0; i < _connections.Length; i++)
        {
            var first = _connections[i].IsBusy ? _sent[i] - 1 : _sent[i];
            for (var n = first; n < _due[i]; n++) Record(DueAt(i + n * _connections.Length), _end);
        }
    }

    private void Prepare()
    {
        if (_requests.MakeContainer() is not { } make) return;
        Expect(make, []);
        if (_workload.Operation != Operation.Get) return;
        for (var i = 0; i < ReadSetCount; i++)
            Expect(_requests.Head(Operation.Put, _prefix, i, _body.Length), _body);
    }

    private void Expect(string head, byte[] body)
    {
        var connection = _connections[0];
        var target = connection.Prepare(head.Length + body.Length);
        Encoding.ASCII.GetBytes(head, target);
        body.CopyTo(target[head.Length..]);
        connection.Send();
        bool isGood;
        while (_epoll.Wait(-1) < 1 || !connection.TryFinish(_buffer, out isGood))
        {
        }

        if (!isGood) throw new InvalidOperationException($"the server refuses {head.Split("\r\n")[0]}");
    }

    private long NextNumber(bool isPut) => isPut ? _sequence++ : _random.Next(ReadSetCount);

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);
}
