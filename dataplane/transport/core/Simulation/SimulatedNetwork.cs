using System.Net;

using Basalt.Runtime;
using Basalt.Runtime.Simulation;
using Basalt.Transport.Memory;

namespace Basalt.Transport.Simulation;

/// <summary>
/// The network of a simulation: delays, reorders connections against one another, cuts writes in parts, resets and
/// falls
/// silent, all by the scheduler's seed; a process that crashes has its connections reset and its addresses freed. For
/// shards of that scheduler.
/// </summary>
public sealed class SimulatedNetwork : ITransport
{
    private readonly MemoryNetwork _network;

    public SimulatedNetwork(SimulatedScheduler scheduler, SimulatedNetworkOptions options)
        => _network = new MemoryNetwork(new SimulatedCarrier(scheduler, options));

    /// <inheritdoc/>
    public IListener Listen(Shard shard, EndPoint address, ListenerOptions options, ConnectionHandler handler)
        => _network.Listen(shard, address, options, handler);

    /// <inheritdoc cref="MemoryNetwork.ConnectAsync"/>
    public Task ConnectAsync(Shard shard, IPAddress source, EndPoint target, ConnectionHandler handler)
        => _network.ConnectAsync(shard, source, target, handler);
}
