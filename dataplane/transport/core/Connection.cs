using System.IO.Pipelines;
using System.Net;

using Basalt.Runtime;
using Basalt.Transport.Pipes;

namespace Basalt.Transport;

/// <summary>What all connections have in common; a transport moves the bytes and closes. One shard alone.</summary>
/// <remarks>
/// A life: <see cref="ConnectionPhase.Head"/> … until the handler returns, then <see cref="ConnectionPhase.Closing"/>:
/// what was flushed goes out, our half-close, the peer's; then <see cref="Release"/>. Death
/// (<see cref="Die"/>) cuts this short at any point. Release happens once, and only when the transport has nothing
/// under
/// way.
/// </remarks>
#pragma warning disable CA1001 // What is disposable goes with the release, which every connection comes to.
internal abstract class Connection : IConnection, IReceiveSource, ISendTarget
#pragma warning restore CA1001
{
    private readonly IConnectionHome _home;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _died;
    private ConnectionPhase _phase = ConnectionPhase.Head;
    private long _phaseSince;
    private PaceWindow _receivePace;
    private PaceWindow _sendPace;
    private bool _isReleased;

    protected Connection(IConnectionHome home, long id, EndPoint local, EndPoint remote)
    {
        _home = home;
        Id = id;
        LocalEndPoint = local;
        RemoteEndPoint = remote;
        _phaseSince = home.Shard.Time.GetTimestamp();
        Receive = new ReceivePipe(this, home);
        Send = new SendPipe(this, home);
    }

    public long Id { get; }

    public Shard Shard => _home.Shard;

    public EndPoint LocalEndPoint { get; internal set; }

    public EndPoint RemoteEndPoint { get; internal set; }

    public TlsState? Tls => null;

    public ConnectionEnd End { get; private set; }

    public bool IsDraining { get; private set; }

    public PipeReader Input => Receive;

    public PipeWriter Output => Send;

    /// <summary>Done when nothing of the connection is left.</summary>
    public Task Released => _released.Task;

    /// <summary>What the gate counts the connection by.</summary>
    public IPAddress? GateAddress { get; set; }

    /// <summary>Place in the listener's table.</summary>
    public int TableIndex { get; set; }

    /// <summary>Bytes received and not consumed, or flushed and not sent.</summary>
    public long HeldSize => Receive.Size + Send.UnsentSize;

    public bool IsAlive => !IsDead;

    public CancellationToken Died
    {
        get
        {
            if (_isReleased) return new CancellationToken(IsDead);
            if (_died is null)
            {
                _died = new CancellationTokenSource();
                if (IsDead) _died.Cancel();
            }

            return _died.Token;
        }
    }

    public ConnectionPhase Phase
    {
        get => _phase;
        set
        {
            _phase = value;
            _phaseSince = Shard.Time.GetTimestamp();
            if (value == ConnectionPhase.Body) _receivePace.Begin(Receive.TotalSize);
            if (value == ConnectionPhase.Idle && IsDraining) EndIdle(ConnectionEnd.Stopped);
        }
    }

    protected ReceivePipe Receive { get; }

    protected SendPipe Send { get; }

    protected PipeBuffers Buffers => _home.Buffers;

    protected TransportLimits Limits => _home.Limits;

    protected TransportCounters Counters => _home.Counters;

    protected bool IsDead { get; private set; }

    protected bool IsReleased => _isReleased;

    /// <summary>Whether the transport has nothing with the kernel or the network that refers to this
    /// connection.</summary>
    protected abstract bool IsQuiet { get; }

    /// <summary>Whether our half-close is with the peer's side.</summary>
    protected abstract bool IsOutputEnded { get; }

    /// <summary>Bytes taken from us that the peer has not acknowledged.</summary>
    protected virtual long UnacknowledgedSize => 0;

    public void Abort(ConnectionEnd reason = ConnectionEnd.Aborted) => Die(reason, null);

    /// <summary>It ends in good order, but this is why.</summary>
    public void EndBy(ConnectionEnd reason)
    {
        if (End == ConnectionEnd.None) End = reason;
    }

    public abstract void OnSendReady();

    public abstract void OnReceiveResumed();

    public void OnReaderFailed() => Abort();

    public void OnWriterFailed() => Abort();

    /// <summary>Runs the handler, then closes in good order; done when all is released.</summary>
    public async Task ServeAsync(ConnectionHandler handler)
    {
        try
        {
            await handler(this);
        }
        catch (ConnectionException) when (IsDead)
        {
            // The handler read from a connection that died; that is counted as what it died of.
        }
        catch (OperationCanceledException) when (IsDead)
        {
            // The same, told by the token.
        }
#pragma warning disable CA1031 // The one place that ends a connection for whatever its handler failed of.
        catch (Exception failure) when (failure is not InvariantException)
#pragma warning restore CA1031
        {
            if (!IsDead) _home.Warn($"a connection's handler failed: {failure}");
            Die(ConnectionEnd.HandlerFailed, failure);
        }

        Phase = ConnectionPhase.Closing;
        Receive.Complete();
        Send.Complete();
        TryRelease();
        await Released;
    }

    /// <summary>Begins to end: what is idle ends now, the rest after its present request.</summary>
    public void Drain()
    {
        IsDraining = true;
        if (_phase == ConnectionPhase.Idle) EndIdle(ConnectionEnd.Stopped);
    }

    /// <summary>Looks at the limits of time and pace.</summary>
    /// <param name="now">The shard's timestamp.</param>
    /// <param name="step">Since the last look.</param>
    public void Tick(long now, TimeSpan step)
    {
        if (IsDead) return;
        var hasWaited = Receive.TakeHasWaited();
        var inPhase = Shard.Time.GetElapsedTime(_phaseSince, now);
        if (Judge(inPhase, step, hasWaited) is var reason and not ConnectionEnd.None) Die(reason, null);
        else if (_phase == ConnectionPhase.Idle && inPhase >= Limits.IdleTimeMax) EndIdle(ConnectionEnd.IdleTimeout);
    }

    protected void Die(ConnectionEnd reason, Exception? cause)
    {
        if (IsDead || _isReleased) return;
        IsDead = true;
        if (End == ConnectionEnd.None) End = reason;
        Receive.Fault(() => new ConnectionException(End, cause));
        Send.Kill();
        OnDead();
        _died?.Cancel();
        TryRelease();
    }

    /// <summary>The peer has half-closed.</summary>
    protected void EndInput()
    {
        Receive.EndInput();
        TryRelease();
    }

    /// <summary>The connection died: reset the peer, and bring what is under way to its end.</summary>
    protected abstract void OnDead();

    /// <summary>Gives back what the transport holds. Called once, when <see cref="IsQuiet"/>.</summary>
    protected abstract void Release();

    /// <summary>Tells the transport to end a wait for the peer's bytes, so that it can become quiet.</summary>
    protected abstract void StopReceiving();

    /// <summary>To be called whenever something ended that release waits for.</summary>
    protected void TryRelease()
    {
        if (_isReleased || _phase != ConnectionPhase.Closing || !Receive.IsCompleted) return;
        if (!IsDead)
        {
            if ((!Receive.IsEnded && _home.IsLingering) || Send.UnsentSize > 0 || !IsOutputEnded) return;
            StopReceiving();
        }

        if (!IsQuiet || _isReleased) return;
        _isReleased = true;
        if (End == ConnectionEnd.None) End = ConnectionEnd.Closed;
        Release();
        _died?.Dispose();
        _home.Remove(this);
        _released.SetResult();
    }

    private ConnectionEnd Judge(TimeSpan inPhase, TimeSpan step, bool hasWaited)
    {
        if (Send.UnsentSize > 0
            && !_sendPace.Keeps(Send.TotalSize - UnacknowledgedSize, step, Limits)) return ConnectionEnd.SlowReader;
        return _phase switch
        {
            ConnectionPhase.Handshake when inPhase >= Limits.HandshakeTimeMax => ConnectionEnd.HandshakeTimeout,
            ConnectionPhase.Head when inPhase >= Limits.HeadTimeMax => ConnectionEnd.HeadTimeout,
            ConnectionPhase.Body when hasWaited && !_receivePace.Keeps(Receive.TotalSize, step, Limits)
                => ConnectionEnd.SlowSender,
            ConnectionPhase.Closing when Send.UnsentSize == 0 && inPhase >= Limits.LingerTimeMax
                => ConnectionEnd.Closed,
            _ => ConnectionEnd.None,
        };
    }

    /// <summary>To the handler it looks as if the peer had half-closed.</summary>
    private void EndIdle(ConnectionEnd reason)
    {
        if (End != ConnectionEnd.None) return;
        End = reason;
        Receive.EndInput();
    }
}
