using System.Net;

using Basalt.Runtime;

namespace Basalt.Transport.Memory;

/// <summary>A listener in memory: who connects leaves an offer in its shard's mailbox.</summary>
internal sealed class MemoryListener(
    MemoryNetwork network, Shard shard, EndPoint address, ListenerOptions options, ConnectionHandler handler)
    : Listener(shard, options, handler)
{
    private int _offerCount;
    private volatile bool _isAccepting = true;

    public override EndPoint LocalEndPoint { get; } = address;

    /// <summary>Offers a connection; any thread. False if the backlog is full.</summary>
    public bool TryOffer(MemoryOffer offer)
    {
        if (!_isAccepting) return false;
        if (Interlocked.Increment(ref _offerCount) <= Limits.BacklogLength
            && Shard.TryPost(new ShardAction(() => Take(offer)))) return true;
        Interlocked.Decrement(ref _offerCount);
        return false;
    }

    protected override void StartAccepting()
    {
    }

    protected override Task StopAcceptingAsync()
    {
        _isAccepting = false;
        network.Forget(this);
        return Task.CompletedTask;
    }

    private void Take(MemoryOffer offer)
    {
        Interlocked.Decrement(ref _offerCount);
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
