using Basalt.Runtime;
using Basalt.Runtime.Simulation;

namespace Basalt.Tests.Simulation.Exchange;

/// <summary>Asks the server from a few slots at once, each used again and again, and checks every answer.</summary>
internal sealed class ExchangeClient(ExchangeSimulation world, SimulatedShard shard, ExchangeFault fault)
{
    private const int SlotCount = 5;
    private const int RequestsPerSlot = 40;
    private const int PayloadSizeMax = 64;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(1);

    private readonly Slot[] _slots = [.. Enumerable.Range(0, SlotCount).Select(static _ => new Slot())];
    private ExchangeWire? _requests;

    /// <summary>Runs on the client's shard, until every slot has had its requests.</summary>
    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, SlotCount).Select(RunSlotAsync));

    /// <summary>Something came back. An answer to a request that was given up means nothing.</summary>
    public void Receive(ExchangeMessage answer)
    {
        Invariant.Check(shard.IsCurrent);
        var slot = _slots[answer.Slot];
        if (fault != ExchangeFault.DoubleCompletion && (slot.Generation != answer.Generation || slot.IsDone)) return;
        slot.Complete(ExchangeOutcome.Answered, answer.Payload);
    }

    /// <summary>The connection is gone, with all that was under way.</summary>
    public void Break()
    {
        _requests = null;
        foreach (var slot in _slots)
            if (!slot.IsDone) slot.Complete(ExchangeOutcome.Broken, []);
    }

    private async Task RunSlotAsync(int index)
    {
        var slot = _slots[index];
        for (var i = 0; i < RequestsPerSlot; i++)
        {
            ExchangeWire? requests;
            while ((requests = _requests ??= world.TryConnect(this, shard)) is null)
                await Task.Delay(s_pause, shard.Time);
            var payload = new byte[1 + shard.Random.Next(PayloadSizeMax)];
            shard.Random.NextBytes(payload);
            var startedAt = world.Now;
            var answer = slot.Begin();
            requests.Send(new ExchangeMessage(index, slot.Generation, payload));
            using var patience = shard.Time.CreateTimer(_ => slot.GiveUp(), null, s_patience, default);
            var (outcome, bytes) = await answer;
            Check(outcome, payload, bytes, startedAt);
            world.CountRequest(outcome);
            if (shard.Random.Next(4) == 0) await Task.Delay(s_pause, shard.Time);
        }
    }

    private void Check(ExchangeOutcome outcome, byte[] payload, byte[] answer, TimeSpan startedAt)
    {
        if (outcome == ExchangeOutcome.TimedOut && !world.WasDisturbedSince(startedAt))
            throw new SimulatedFailureException("a request timed out although the server ran all the while");
        if (outcome == ExchangeOutcome.Answered && !answer.AsSpan().SequenceEqual(payload.Reverse().ToArray()))
            throw new SimulatedFailureException("an answer has the bytes of another request");
    }

    private sealed class Slot
    {
        private TaskCompletionSource<(ExchangeOutcome Outcome, byte[] Bytes)> _answer = new();

        public int Generation { get; private set; }

        public bool IsDone { get; private set; } = true;

        public Task<(ExchangeOutcome Outcome, byte[] Bytes)> Begin()
        {
            Generation++;
            IsDone = false;
            _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _answer.Task;
        }

        public void GiveUp()
        {
            if (!IsDone) Complete(ExchangeOutcome.TimedOut, []);
        }

        public void Complete(ExchangeOutcome outcome, byte[] bytes)
        {
            if (IsDone) throw new SimulatedFailureException("a request was completed twice");
            IsDone = true;
            _answer.SetResult((outcome, bytes));
        }
    }
}
