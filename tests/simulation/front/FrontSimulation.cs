using System.Net;

using Basalt.Http.Http1;
using Basalt.Runtime;
using Basalt.Runtime.Simulation;
using Basalt.Transport.Simulation;

namespace Basalt.Tests.Simulation.Front;

/// <summary>
/// One seed of the HTTP/1.1 front and its clients over a simulated network, which delays and cuts, and with every other
/// seed resets and falls silent. Looked at from outside: every answer is to its own request and has its bytes, nothing
/// reaches the handler that was not sent, and over a good network everything is answered.
/// </summary>
internal sealed class FrontSimulation : ISimulation
{
    private const int ClientCount = 4;
    private const int ResetsPerMillion = 4_000;
    private const int SilencesPerMillion = 1_000;

    private readonly SimulatedScheduler _scheduler;
    private readonly Dictionary<string, byte[]> _sent = [];
    private readonly HashSet<string> _received = [];
    private readonly List<Exception> _failures = [];

    public FrontSimulation(int seed)
    {
        _scheduler = new SimulatedScheduler(seed);
        IsFaulty = seed % 2 == 0;
        Network = new SimulatedNetwork(_scheduler, new SimulatedNetworkOptions
        {
            ResetsPerMillion = IsFaulty ? ResetsPerMillion : 0,
            SilencesPerMillion = IsFaulty ? SilencesPerMillion : 0,
        });
    }

    /// <summary>How long a client waits for all of a connection's answers.</summary>
    public static TimeSpan Patience => TimeSpan.FromMinutes(10);

    public bool IsFaulty { get; }

    public SimulatedNetwork Network { get; }

    public EndPoint Address { get; private set; } = new IPEndPoint(IPAddress.Loopback, 0);

    public ulong TraceHash => _scheduler.TraceHash;

    public long AnsweredCount { get; private set; }

    public long OperationCount => _sent.Count;

    public void Run()
    {
        Invariant.ThrowOnFailure();
        var shard = new SimulatedShard("server", _scheduler);
        var options = new Http1Options
        {
            Address = Address,
            OnHandlerFailed = (failure, _, _) => _failures.Add(failure),
            Warn = message => _failures.Add(new SimulatedFailureException(message)),
        };
        var front = Http1Front.Start(Network, shard, options, new EchoHandler(this, shard));
        Address = front.EndPoint;
        _scheduler.Run(async () =>
        {
            await Task.WhenAll(Enumerable.Range(1, ClientCount).Select(RunClientAsync));
            await front.StopAsync(TimeSpan.FromSeconds(10));
        });
        if (_failures is [var first, ..]) throw first;
        if (front.Connections.Open != 0) throw new SimulatedFailureException("a connection outlived its front");
        if (!IsFaulty && AnsweredCount != _sent.Count)
            throw new SimulatedFailureException($"{AnsweredCount} of {_sent.Count} requests were answered");
    }

    public void Sent(SentRequest request) => _sent.Add(request.Id, request.Body);

    /// <summary>A handler has read all of a request.</summary>
    public void Received(string id, byte[] body)
    {
        if (!_sent.TryGetValue(id, out var sent)) throw new SimulatedFailureException($"{id} was never sent");
        if (!_received.Add(id)) throw new SimulatedFailureException($"{id} came twice");
        if (!body.AsSpan().SequenceEqual(sent)) throw new SimulatedFailureException($"{id} came with other bytes");
    }

    public void CountAnswered() => AnsweredCount++;

    private async Task RunClientAsync(int number)
    {
        var shard = new SimulatedShard($"client {number}", _scheduler);
        await shard.RunAsync(new FrontClient(this, shard, number).RunAsync);
    }
}
