using System.Net;

using Basalt.Runtime;

namespace Basalt.Transport.Memory;

/// <summary>A listener in memory: who connects leaves an offer in its shard's mailbox.</summary>
internal sealed class MemoryListener(
    MemoryNetwork network, Shard shard, EndPoint address, ListenerOptions options, ConnectionHandler handler)
    : Listener(shard, options, handler), ICrashWitness
{
    private readonly List<MemoryOffer> _offers = [];
    private volatile bool _isAccepting = true;

    public override EndPoint LocalEndPoint { get; } = address;

    /// <summary>Offers a connection; any thread. False if the backlog is full.</summary>
    public bool TryOffer(MemoryOffer offer)
    {
        lock (_offers)
        {
            if (!_isAccepting || _offers.Count >= Limits.BacklogLength) return false;
            if (!Shard.TryPost(new ShardAction(() => Take(offer)))) return false;
            _offers.Add(offer);
            return true;
        }
    }

    /// <summary>Who waited to be accepted is refused, and the address is free.</summary>
    public void OnCrash()
    {
        _isAccepting = false;
        network.Forget(this);
        foreach (var offer in _offers) offer.Refuse();
        _offers.Clear();
    }

    protected override void StartAccepting() => network.Carrier.Watch(Shard, this);

    protected override Task StopAcceptingAsync()
    {
        _isAccepting = false;
        network.Forget(this);
        network.Carrier.Unwatch(Shard, this);
        return Task.CompletedTask;
    }

    private void Take(MemoryOffer offer)
    {
        lock (_offers) _offers.Remove(offer);
        if (IsStopping || !TryAdmit(offer.Client.LocalEndPoint, out var gateAddress))
        {
            offer.Refuse();
            return;
        }

        var connection = new MemoryConnection(
            this, NextId(), LocalEndPoint, offer.Client.LocalEndPoint, network.Carrier);
        connection.Join(offer.Client, offer.Client.Shard);

        // The client's end is not used before it hears of this, so it may be joined from here.
        offer.Client.Join(connection, Shard);
        offer.Accept();
        Serve(connection, gateAddress);
    }
}
