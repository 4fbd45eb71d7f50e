using System.Diagnostics.CodeAnalysis;

using Basalt.Runtime;
using Basalt.Runtime.Simulation;

namespace Basalt.Tests.Simulation.Exchange;

/// <summary>One seed of a client and a server, each a process of its own; the server crashes, restarts, stops and goes
/// on while requests are under way.</summary>
[SuppressMessage("Design", "CA1001", Justification = "the server ends with its process, or with the run")]
internal sealed class ExchangeSimulation(int seed, ExchangeFault fault = ExchangeFault.None)
    : ISimulation
{
    private const int DisturbanceCountMax = 6;
    private const int TurnsBetweenMax = 3_000;

    private static readonly TimeSpan s_stopMax = TimeSpan.FromMilliseconds(60);

    private readonly SimulatedScheduler _scheduler = new(seed);
    private readonly TaskCompletionSource _isDone = new();
    private ExchangeServer? _server;
    private Action _break = static () => { };
    private TimeSpan _disturbedUntil = TimeSpan.MinValue;
    private SimulatedProcess _process = null!;

    public ulong TraceHash => _scheduler.TraceHash;

    public long AnsweredCount { get; private set; }

    public long RequestCount { get; private set; }

    public long OperationCount => RequestCount;

    public TimeSpan Now => _scheduler.Time.GetElapsedTime(0);

    public void Run()
    {
        Invariant.ThrowOnFailure();
        _process = _scheduler.StartProcess("server", Serve);
        _scheduler.StartProcess("client", RunClientAsync);
        for (var i = _scheduler.Random.Next(DisturbanceCountMax); i > 0; i--)
            _scheduler.AfterTurns(_scheduler.Random.Next(i * TurnsBetweenMax), Disturb);
        _scheduler.Run(async () => await _isDone.Task);
        if (_server is { RentedCount: not 0 })
            throw new SimulatedFailureException($"{_server.RentedCount} buffers were not returned");
        _server?.Dispose();
    }

    /// <summary>A connection to the server, if it runs.</summary>
    public ExchangeWire? TryConnect(ExchangeClient client, SimulatedShard shard)
    {
        if (_server is not { } server || !_process.IsRunning) return null;
        var answers = new ExchangeWire(shard, client.Receive);
        var requests = new ExchangeWire(server.Front, request => server.Receive(answers, request));
        _break = () =>
        {
            answers.IsCut = requests.IsCut = true;
            shard.TryPost(new Broken(client));
        };
        return requests;
    }

    /// <summary>Whether something was done to the server that excuses silence.</summary>
    public bool WasDisturbedSince(TimeSpan moment) => _disturbedUntil >= moment;

    public void CountRequest(ExchangeOutcome outcome)
    {
        RequestCount++;
        if (outcome == ExchangeOutcome.Answered) AnsweredCount++;
    }

    private Task Serve(SimulatedProcess process)
    {
        var server = _server = new ExchangeServer(process, fault);
        process.AtCrash(() =>
        {
            _server = null;
            server.Dispose();
            _break();
        });
        return Task.CompletedTask;
    }

    private async Task RunClientAsync(SimulatedProcess process)
    {
        var shard = process.StartShard("client");
        var client = new ExchangeClient(this, shard, fault);
        await shard.RunAsync(client.RunAsync);
        _isDone.SetResult();
    }

    private void Disturb()
    {
        var length = s_stopMax * _scheduler.Random.NextDouble();
        _disturbedUntil = Now + length;
        if (_scheduler.Random.Next(2) == 0) _process.Stop();
        else _process.Crash();
        _scheduler.Time.CreateTimer(_ => Mend(), null, length, default);
    }

    private void Mend()
    {
        if (_process.State == SimulatedProcessState.Crashed) _process.Restart();
        else _process.Continue();
    }

    private sealed class Broken(ExchangeClient client) : IShardWork
    {
        public void Run() => client.Break();
    }
}
