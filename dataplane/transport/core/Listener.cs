using System.Net;

using Basalt.Runtime;
using Basalt.Transport.Pipes;
using Basalt.Transport.Proxy;
using Basalt.Transport.Tls;

namespace Basalt.Transport;

/// <summary>What all listeners have in common: who may come in, who is in, how it all ends.</summary>
/// <remarks>The table, and all that is not marked otherwise, belongs to the shard.</remarks>
internal abstract class Listener : IListener, IConnectionHome
{
    private readonly ConnectionHandler _handler;
    private readonly ConnectionGate _gate;
    private readonly List<Connection> _connections = [];
    private readonly ShardAction _tick;
    private readonly TlsHandshakes? _tls;
    private readonly Lock _stopLock = new();
    private SynchronizationContext? _context;
    private TaskCompletionSource? _allGone;
    private Task? _stopped;
    private ITimer? _timer;
    private long _lastTick;
    private long _lastId;

    protected Listener(Shard shard, ListenerOptions options, ConnectionHandler handler)
    {
        Shard = shard;
        Options = options;
        Buffers = new PipeBuffers(options.Limits, Counters);
        _handler = handler;
        _gate = options.Gate ?? new ConnectionGate(options.Limits);
        _tls = options.Tls is null ? null : new TlsHandshakes(options.Tls, options.Limits, Counters);
        _tick = new ShardAction(Tick);
    }

    public Shard Shard { get; }

    public abstract EndPoint LocalEndPoint { get; }

    public TransportCounters Counters { get; } = new();

    public PipeBuffers Buffers { get; }

    public TransportLimits Limits => Options.Limits;

    public bool IsLingering => true;

    /// <summary>The shard's, through which what is awaited comes back.</summary>
    public SynchronizationContext Context => _context!;

    /// <summary>Bytes that connections hold: received and not consumed, or in blocks to be sent.</summary>
    public long HeldSize
    {
        get
        {
            var size = 0L;
            foreach (var connection in _connections) size += connection.HeldSize;
            return size;
        }
    }

    protected ListenerOptions Options { get; }

    protected bool IsStopping { get; private set; }

    /// <summary>Tells the operator; any thread.</summary>
    public void Warn(string message) => Options.Warn($"{LocalEndPoint}: {message}");

    public Task StopAsync(TimeSpan drain)
    {
        var asked = Shard.Time.GetTimestamp();
        lock (_stopLock) return _stopped ??= Shard.RunAsync(() => StopOnShardAsync(asked, drain));
    }

    public ValueTask DisposeAsync() => new(StopAsync(TimeSpan.Zero));

    public void Remove(Connection connection)
    {
        var last = _connections[^1];
        _connections[connection.TableIndex] = last;
        last.TableIndex = connection.TableIndex;
        _connections.RemoveAt(_connections.Count - 1);
        _gate.Leave(connection.GateAddress);
        Counters.CountEnded(connection.End);
        OnRemoved();
        if (_connections.Count > 0) return;
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _allGone?.TrySetResult();
    }

    /// <summary>To be called once by the transport that made this; accepting begins on the shard.</summary>
    /// <exception cref="IOException">The shard takes no more work.</exception>
    public void Begin()
    {
        var start = new ShardAction(() =>
        {
            _context = SynchronizationContext.Current;
            if (!IsStopping) StartAccepting();
        });
        if (!Shard.TryPost(start)) throw new IOException($"shard {Shard.Name} takes no more work");
    }

    /// <summary>Begins to accept, on the shard.</summary>
    protected abstract void StartAccepting();

    /// <summary>A connection has given back all it had.</summary>
    protected virtual void OnRemoved()
    {
    }

    /// <summary>Ends accepting; done when no more connections will come.</summary>
    protected abstract Task StopAcceptingAsync();

    /// <summary>Asks the gate for somebody who has come. Refusals are counted.</summary>
    /// <param name="remote">Who.</param>
    /// <param name="address">What the gate counts the connection by.</param>
    protected bool TryAdmit(EndPoint remote, out IPAddress? address)
    {
        // Who speaks for others is not counted as one of them.
        address = Options.Proxy?.IsTrusted(remote) == true ? null : (remote as IPEndPoint)?.Address;
        var admission = _gate.TryEnter(address);
        if (admission == Admission.Admitted) return true;
        Counters.CountRefused(admission);
        return false;
    }

    protected long NextId() => ++_lastId;

    /// <summary>Serves a connection that was admitted.</summary>
    protected void Serve(Connection connection, IPAddress? gateAddress)
    {
        connection.GateAddress = gateAddress;
        connection.TableIndex = _connections.Count;
        _connections.Add(connection);
        Counters.CountAccepted();
        if (_connections.Count == 1)
        {
            _lastTick = Shard.Time.GetTimestamp();
            _timer ??= Shard.Time.CreateTimer(
                static state => ((Listener)state!).PostTick(), this,
                Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(Limits.TickTime, Limits.TickTime);
        }

        _ = connection.ServeAsync(HandleAsync);
    }

    /// <summary>The steps before the handler: who it is, then in secret.</summary>
    private async Task HandleAsync(IConnection plain)
    {
        var connection = (Connection)plain;
        if (Options.Proxy?.IsTrusted(connection.RemoteEndPoint) == true)
        {
            connection.Phase = ConnectionPhase.Handshake;
            if (!await ProxyHandshake.ReadAsync(connection, this)) return;
            connection.Phase = ConnectionPhase.Head;
        }

        if (_tls is null) await _handler(connection);
        else await _tls.ServeAsync(connection, _handler);
    }

    /// <summary>The client behind a proxy is known now; false if its address has too many connections.</summary>
    public bool TryAssign(Connection connection, IPAddress address)
    {
        var admission = _gate.TryAssign(address);
        if (admission == Admission.Admitted)
        {
            connection.GateAddress = address;
            return true;
        }

        Counters.CountRefused(admission);
        return false;
    }

    private void PostTick() => Shard.TryPost(_tick);

    private void Tick()
    {
        var now = Shard.Time.GetTimestamp();
        var step = Shard.Time.GetElapsedTime(_lastTick, now);
        _lastTick = now;

        // From the end, since a connection that dies may leave and the last one takes its place.
        for (var i = _connections.Count - 1; i >= 0; i--)
        {
            if (i < _connections.Count) _connections[i].Tick(now, step);
        }
    }

    private void AbortAll()
    {
        foreach (var connection in _connections.ToArray()) connection.Abort(ConnectionEnd.Stopped);
    }

    private async Task StopOnShardAsync(long asked, TimeSpan drain)
    {
        IsStopping = true;
        await StopAcceptingAsync();
        if (_connections.Count > 0)
        {
            _allGone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var connection in _connections.ToArray()) connection.Drain();

            // Ending to accept took its part of the time.
            var left = drain - Shard.Time.GetElapsedTime(asked);
            if (left < TimeSpan.Zero) left = TimeSpan.Zero;
            var abort = new ShardAction(AbortAll);
            await using var end = Shard.Time.CreateTimer(
                _ => Shard.TryPost(abort), null, left, Timeout.InfiniteTimeSpan);
            if (left == TimeSpan.Zero) AbortAll();
            if (_connections.Count > 0) await _allGone.Task;
        }

        if (_timer is not null) await _timer.DisposeAsync();
        _tls?.Dispose();
        Buffers.Dispose();
    }
}
