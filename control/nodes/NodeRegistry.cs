using Basalt.Contract.Node.V1;

namespace Basalt.Control.Nodes;

/// <summary>
/// The nodes of this control process and the state each should be in. Nothing here needs to outlive the process: a node
/// registers again after any break and is then sent all it should be. Thread safe.
/// </summary>
public sealed class NodeRegistry(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, NodeRecord> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sessions = new(StringComparer.Ordinal);
    private readonly Pulse _observed = new();
    private readonly Pulse _desiredChanged = new();
    private DesiredState? _desired;
    private long _sessionsOpened;

    /// <summary>Completes at the next change of what is known of any node.</summary>
    public Task NextObserved => _observed.Next;

    internal Task NextDesired => _desiredChanged.Next;

    /// <summary>What every node should be; null before control has decided.</summary>
    internal DesiredState? Desired
    {
        get
        {
            lock (_lock) return _desired;
        }
    }

    public IReadOnlyList<NodeRecord> Nodes
    {
        get
        {
            lock (_lock) return [.. _nodes.Values];
        }
    }

    /// <summary>
    /// Desires a new state and gives it its generation: higher than any before, also than those of an earlier control
    /// process, since it is at least the milliseconds since 1970.
    /// </summary>
    public ulong Desire(DesiredNode node)
    {
        var now = (ulong)time.GetUtcNow().ToUnixTimeMilliseconds();
        ulong generation;
        lock (_lock)
        {
            generation = Math.Max(now, (_desired?.Generation ?? 0) + 1);
            _desired = node.ToMessage(generation);
        }

        _desiredChanged.Beat();
        return generation;
    }

    /// <summary>Makes a node known, or known again; false if there are too many.</summary>
    internal bool TryRegister(RegisterRequest request)
    {
        lock (_lock)
        {
            if (!_nodes.ContainsKey(request.NodeId) && _nodes.Count >= NodeLimits.NodeCountMax) return false;
            _nodes[request.NodeId] = NodeRecord.From(request);
        }

        _observed.Beat();
        return true;
    }

    /// <summary>Begins a session; a newer one of the same node takes its place. Null if the node has not
    /// registered.</summary>
    internal long? OpenSession(NodeReport first)
    {
        long session;
        lock (_lock)
        {
            if (!_nodes.TryGetValue(first.NodeId, out var node)) return null;
            session = ++_sessionsOpened;
            _sessions[first.NodeId] = session;
            _nodes[first.NodeId] = node.With(first);
        }

        _observed.Beat();
        return session;
    }

    /// <summary>Keeps a report; false if the session is no longer the node's newest.</summary>
    internal bool Observe(string nodeId, long session, NodeReport report)
    {
        lock (_lock)
        {
            if (_sessions.GetValueOrDefault(nodeId) != session) return false;
            _nodes[nodeId] = _nodes[nodeId].With(report);
        }

        _observed.Beat();
        return true;
    }

    internal void CloseSession(string nodeId, long session)
    {
        lock (_lock)
        {
            if (_sessions.GetValueOrDefault(nodeId) != session) return;
            _sessions.Remove(nodeId);
            _nodes[nodeId] = _nodes[nodeId] with { IsConnected = false };
        }

        _observed.Beat();
    }
}
