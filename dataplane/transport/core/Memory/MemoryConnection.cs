using System.Net;

using Basalt.Runtime;

namespace Basalt.Transport.Memory;

/// <summary>One end of a connection in memory. It has a window, as a socket has buffers.</summary>
internal sealed class MemoryConnection(
    IConnectionHome home, long id, EndPoint local, EndPoint remote, ICarrier carrier)
    : Connection(home, id, local, remote), ICrashWitness
{
    /// <summary>Bytes under way to the other end, or there and not taken.</summary>
    public const int WindowSize = 64 * 1024;

    private readonly ReadOnlyMemory<byte>[] _parts = new ReadOnlyMemory<byte>[1];
    private MemoryConnection? _peer;
    private MemoryLane? _lane;
    private int _underWaySize;
    private int _withheldSize;
    private bool _isPumping;
    private bool _isFinished;
    private bool _isReset;
    private bool _isCrashed;

    protected override bool IsQuiet => true;

    protected override bool IsOutputEnded => _isFinished;

    protected override long UnacknowledgedSize => _underWaySize;

    /// <summary>Joins this end with the other; on this end's shard, before it is served.</summary>
    public void Join(MemoryConnection peer, Shard peerShard)
    {
        _peer = peer;
        _lane = new MemoryLane(peerShard);
        carrier.Watch(Shard, this);
    }

    /// <summary>As a kernel ends the sockets of a process that was killed: what was given to it and not sent is gone,
    /// the peer is told.</summary>
    public void OnCrash()
    {
        _isCrashed = true;
        if (IsReleased || _isReset) return;
        carrier.TryCarry(_lane!, new MemoryMessage(MemoryMessageKind.Reset, _peer!, [], 0));
    }

    public override void OnSendReady()
    {
        if (_isPumping) return;
        _isPumping = true;
        while (!IsDead && _underWaySize < WindowSize && Send.BeginSend(_parts) > 0)
        {
            var part = _parts[0][..Math.Min(_parts[0].Length, WindowSize - _underWaySize)];
            part = part[..carrier.Portion(part.Length)];
            _parts[0] = default;
            _underWaySize += part.Length;
            Counters.CountSent(part.Length);
            Tell(MemoryMessageKind.Data, part.ToArray(), part.Length);
            Send.EndSend(part.Length);
        }

        if (!IsDead && Send.IsFinished && !_isFinished)
        {
            _isFinished = true;
            Tell(MemoryMessageKind.Finished, [], 0);
        }

        _isPumping = false;
        TryRelease();
    }

    public override void OnReceiveResumed()
    {
        if (_withheldSize == 0 || IsDead) return;
        Tell(MemoryMessageKind.Acknowledged, [], _withheldSize);
        _withheldSize = 0;
    }

    public void OnData(byte[] bytes)
    {
        if (IsDead || _isCrashed) return;
        if (IsReleased)
        {
            // As a kernel answers what comes for a socket that is closed.
            Tell(MemoryMessageKind.Reset, [], 0);
            return;
        }

        Counters.CountReceived(bytes.Length);
        _withheldSize += bytes.Length;
        if (Receive.Push(Buffers.Wrap(bytes, null, 0))) OnReceiveResumed();
    }

    public void OnAcknowledged(int size)
    {
        if (_isCrashed) return;
        _underWaySize -= size;
        OnSendReady();
    }

    public void OnFinished()
    {
        if (!_isCrashed) EndInput();
    }

    public void OnReset()
    {
        if (_isCrashed) return;
        _isReset = true;
        Die(ConnectionEnd.Reset, null);
    }

    protected override void OnDead()
    {
        if (!_isReset) Tell(MemoryMessageKind.Reset, [], 0);
    }

    protected override void StopReceiving()
    {
    }

    protected override void Release()
    {
        // The client's end of an offer that was refused has joined nobody.
        if (_lane is not null) carrier.Unwatch(Shard, this);
    }

    private void Tell(MemoryMessageKind kind, byte[] bytes, int size)
    {
        var message = new MemoryMessage(kind, _peer!, bytes, size);
        if (carrier.TryCarry(_lane!, message) || _isReset) return;

        // The way is gone: as with a network that answers nothing any more, but told at once.
        _isReset = true;
        Die(ConnectionEnd.Reset, null);
    }
}
