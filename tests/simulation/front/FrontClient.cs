using System.Net;

using Basalt.Runtime.Simulation;
using Basalt.Transport;

namespace Basalt.Tests.Simulation.Front;

/// <summary>Sends requests over connection after connection, several before the first answer, and checks each
/// answer.</summary>
internal sealed class FrontClient(FrontSimulation world, SimulatedShard shard, int number)
{
    private const int ConnectionCount = 6;
    private const int BurstCountMax = 4;
    private const int BurstLengthMax = 3;

    private static readonly IPAddress s_address = IPAddress.Loopback;

    private int _requestCount;

    public async Task RunAsync()
    {
        for (var i = 0; i < ConnectionCount; i++)
        {
            IConnection? used = null;

            // A network that falls silent tells nobody, not even who closes: a client has to give up by itself.
            await using var patience = shard.Time.CreateTimer(
                _ => used?.Abort(), null, FrontSimulation.Patience, Timeout.InfiniteTimeSpan);
            try
            {
                await world.Network.ConnectAsync(
                    shard, s_address, world.Address, connection => UseAsync(used = connection));
            }
            catch (IOException) when (world.IsFaulty)
            {
                // Reset on the way to the server, or by it.
            }
        }
    }

    private async Task UseAsync(IConnection connection)
    {
        var reader = new AnswerReader(connection);
        for (var bursts = 1 + shard.Random.Next(BurstCountMax); bursts > 0; bursts--)
        {
            SentRequest[] burst = [.. Enumerable.Range(0, 1 + shard.Random.Next(BurstLengthMax)).Select(_ => Make())];
            var sending = SendAsync(connection, burst, isLast: bursts == 1);
            foreach (var request in burst)
                if (!await CheckAnswerAsync(reader, request)) return;
            await sending;
        }

        if (await reader.ReadAsync(isHead: false) is { } more)
            throw new SimulatedFailureException($"an answer that nobody asked for: {more.Head}");
    }

    private SentRequest Make()
    {
        var request = RequestMaker.Make($"/{number}/{++_requestCount}", shard.Random);
        world.Sent(request);
        return request;
    }

    private async Task SendAsync(IConnection connection, SentRequest[] burst, bool isLast)
    {
        foreach (var request in burst)
        {
            var wire = request.Wire.AsMemory();
            while (!wire.IsEmpty)
            {
                // In parts that end anywhere, with pauses that may be as long as a head may take.
                var size = shard.Random.Next(3) == 0 ? 1 + shard.Random.Next(wire.Length) : wire.Length;
                if ((await connection.Output.WriteAsync(wire[..size])).IsCompleted) return;
                wire = wire[size..];
                if (shard.Random.Next(4) == 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(shard.Random.Next(50)), shard.Time);
            }
        }

        if (isLast) connection.Output.Complete();
    }

    /// <summary>False if the connection is over, which only a broken network or an answer's own word excuses.</summary>
    private async Task<bool> CheckAnswerAsync(AnswerReader reader, SentRequest request)
    {
        var answer = await reader.ReadAsync(request.IsHead);
        if (request.AsksForContinue)
        {
            if (answer?.Head.StartsWith("HTTP/1.1 100 Continue\r\n", StringComparison.Ordinal) == false)
                throw new SimulatedFailureException($"{request.Id} was not told to go on");
            answer = await reader.ReadAsync(request.IsHead);
        }

        if (answer is not { } whole)
        {
            return world.IsFaulty
                ? false
                : throw new SimulatedFailureException($"{request.Id} got no answer over a good network");
        }

        if (!whole.Head.StartsWith("HTTP/1.1 200 OK\r\n", StringComparison.Ordinal))
            throw new SimulatedFailureException($"{request.Id} was answered {whole.Head}");
        if (AnswerReader.FieldOf(whole.Head, "X-Id") != request.Id)
            throw new SimulatedFailureException($"{request.Id} got another's answer: {whole.Head}");
        if (!request.IsHead && !whole.Body.AsSpan().SequenceEqual(request.Body))
            throw new SimulatedFailureException($"{request.Id} got other bytes than it sent");
        world.CountAnswered();
        return true;
    }
}
