using System.Net;
using System.Net.Sockets;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Sockets;
using Basalt.Runtime.Rings;

using Microsoft.Win32.SafeHandles;

namespace Basalt.Transport.Uring;

/// <summary>A connection whose bytes go through its shard's ring.</summary>
/// <remarks>
/// Invariants: the descriptor is closed only when neither receive nor send is pending, so that no operation meets
/// another connection's; the standing receive is pending exactly while the pipe is not paused and the input not over,
/// but for the time a cancellation takes.
/// </remarks>
internal sealed class UringConnection : Connection
{
    private readonly UringShard _shard;
    private readonly SafeFileHandle _socket;
    private readonly ReceiveOperation _receive;
    private SendOperation? _send;
    private bool _isOutputEnded;
    private bool _isInputOver;
    private bool _isStopped;

    public UringConnection(
        IConnectionHome home, long id, UringShard shard, SafeFileHandle socket, EndPoint local, EndPoint remote)
        : base(home, id, local, remote)
    {
        _shard = shard;
        _socket = socket;
        Descriptor = (int)socket.DangerousGetHandle();
        _receive = new ReceiveOperation(this, shard);
    }

    public int Descriptor { get; }

    /// <summary>
    /// Whether the peer may be sending faster than the handler reads: at first, and whenever the pipe was full. Then
    /// each part is asked for by itself: a standing receive could bring all that the kernel holds before its
    /// cancellation is heard. A handler that waited for what came keeps up.
    /// </summary>
    public bool IsFlooding { get; private set; } = true;

    /// <summary>Whether the handler waits for what is being sent.</summary>
    public bool IsSendAwaited => Send.IsWriterWaiting || Send.IsCompleted;

    protected override bool IsQuiet => !_receive.IsPending && _send is null;

    protected override bool IsOutputEnded => _isOutputEnded;

    protected override long UnacknowledgedSize => SocketCalls.UnacknowledgedSize(_socket);

    public void Start() => _shard.Driver.Submit(_receive);

    public override void OnReceiveResumed()
    {
        if (!_receive.IsPending && !_isInputOver && !_isStopped) _shard.Driver.Submit(_receive);
    }

    public override void OnSendReady()
    {
        if (_send is not null) return;
        var send = _shard.RentSend();
        if (Send.BeginSend(send.Parts) is var count and > 0)
        {
            _send = send;
            send.Set(this, count);
            _shard.Driver.Submit(send);
            return;
        }

        _shard.Return(send);
        if (!Send.IsFinished || _isOutputEnded) return;
        _isOutputEnded = true;

        // Refused if the peer has reset meanwhile; the standing receive tells.
        _ = SocketCalls.Shutdown(_socket, SocketShutdown.Send);
        TryRelease();
    }

    public void OnReceived(in RingCompletion completion)
    {
        if (completion.HasBuffer) Take(completion);
        else if (completion.Result == 0) EndOfInput();
        else OnReceiveError(completion);
        if (!completion.HasMore) OnReceiveEnded();
    }

    public void OnSent(in RingCompletion completion)
    {
        var send = _send!;
        _send = null;
        var size = Math.Max(completion.Result, 0);
        Counters.CountSent(size);
        _shard.Return(send);
        if (completion.Error is not (Errno.None or Errno.EINTR or Errno.EAGAIN or Errno.ECANCELED))
            Die(ConnectionEnd.Reset, new LinuxException("send", completion.Error));
        Send.EndSend(size);
        TryRelease();
    }

    protected override void OnDead()
    {
        if (End != ConnectionEnd.Closed) _ = SocketCalls.ResetOnClose(_socket);
        StopReceiving();
        if (_send is not null) _shard.Driver.Cancel(_send);
    }

    protected override void StopReceiving()
    {
        _isStopped = true;
        _shard.Driver.Cancel(_receive);
    }

    protected override void Release() => _socket.Dispose();

    private void Take(in RingCompletion completion)
    {
        var size = Math.Max(completion.Result, 0);
        Counters.CountReceived(size);
        var segment = _shard.Buffers.Take(completion, Buffers);
        if (size == 0)
        {
            Buffers.Return(segment);
            EndOfInput();
            return;
        }

        var isAwaited = Receive.IsReaderWaiting;
        if (!isAwaited && _shard.Buffers.IsScarce) segment = Buffers.Keep(segment);
        if (!Receive.Push(segment)) IsFlooding = true;
        else if (isAwaited) IsFlooding = false;
        if (Receive.IsPaused && completion.HasMore) _shard.Driver.Cancel(_receive);
    }

    private void EndOfInput()
    {
        _isInputOver = true;
        EndInput();
    }

    private void OnReceiveError(in RingCompletion completion)
    {
        if (completion.Error == Errno.ENOBUFS) Counters.CountBufferWait();
        if (completion.Error is Errno.ENOBUFS or Errno.ECANCELED or Errno.EINTR or Errno.EAGAIN) return;
        _isInputOver = true;
        Die(ConnectionEnd.Reset, new LinuxException("receive", completion.Error));
    }

    /// <summary>The last completion of this submission.</summary>
    private void OnReceiveEnded()
    {
        if (_isStopped || _isInputOver) TryRelease();
        else if (!Receive.IsPaused && !_receive.IsPending) _shard.Buffers.SubmitWhenFree(_receive);
    }
}
