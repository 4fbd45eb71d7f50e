using Basalt.Runtime;
using Basalt.Runtime.Simulation;

namespace Basalt.Tests.Simulation.Exchange;

/// <summary>One direction of a connection: in order, late as the seed has it, silent once it is cut.</summary>
internal sealed class ExchangeWire(SimulatedShard target, Action<ExchangeMessage> receive)
{
    private const int DelayTicksMax = 2_000;

    private readonly SimulatedScheduler _scheduler = target.Process.Scheduler;
    private readonly Queue<ExchangeMessage> _onTheWay = new();

    public bool IsCut { get; set; }

    public void Send(ExchangeMessage message)
    {
        // Each timer delivers the oldest that is on the way, so that order holds whichever fires first.
        _onTheWay.Enqueue(message);
        var delay = TimeSpan.FromTicks(_scheduler.Random.Next(DelayTicksMax));
        _scheduler.Time.CreateTimer(static wire => ((ExchangeWire)wire!).Deliver(), this, delay, default);
    }

    private void Deliver()
    {
        var message = _onTheWay.Dequeue();
        if (!IsCut) target.TryPost(new Delivery(this, message));
    }

    private sealed class Delivery(ExchangeWire wire, ExchangeMessage message) : IShardWork
    {
        public void Run()
        {
            if (!wire.IsCut) wire.Receive(message);
        }
    }

    private void Receive(ExchangeMessage message) => receive(message);
}
