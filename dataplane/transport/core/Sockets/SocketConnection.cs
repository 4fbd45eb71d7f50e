using System.Net;
using System.Net.Sockets;

using Basalt.Interop.Linux.Sockets;

namespace Basalt.Transport.Sockets;

/// <summary>A connection over a socket of System.Net.Sockets, which waits with epoll on a thread of its own.</summary>
internal sealed class SocketConnection(
    IConnectionHome home, long id, Socket socket, EndPoint local, EndPoint remote)
    : Connection(home, id, local, remote)
{
    /// <summary>Sent while waiting for room: small, so that a slow reader's progress is seen.</summary>
    private const int WaitingSizeMax = 1024;

    private readonly ReadOnlyMemory<byte>[] _parts = new ReadOnlyMemory<byte>[1];
    private bool _isReceiving;
    private bool _isSendLooping;
    private bool _isOutputEnded;
    private bool _isClosed;

    protected override bool IsQuiet => !_isReceiving && !_isSendLooping;

    protected override bool IsOutputEnded => _isOutputEnded;

    protected override long UnacknowledgedSize => _isClosed ? 0 : SocketCalls.UnacknowledgedSize(socket.SafeHandle);

    public void Start()
    {
        socket.Blocking = false;
        OnReceiveResumed();
    }

    public override void OnReceiveResumed()
    {
        if (!_isReceiving && !_isClosed && !Receive.IsEnded) _ = ReceiveAsync();
    }

    public override void OnSendReady()
    {
        if (!_isSendLooping) _ = SendAsync();
    }

    protected override void OnDead()
    {
        // A reset, unless all was said and only the peer's end did not come.
        if (!_isClosed && End != ConnectionEnd.Closed) socket.LingerState = new LingerOption(true, 0);
        Close();
    }

    protected override void StopReceiving() => Close();

    protected override void Release() => Close();

    private void Close()
    {
        if (_isClosed) return;
        _isClosed = true;

        // What is under way comes back with an error.
        socket.Dispose();
    }

    private async Task ReceiveAsync()
    {
        _isReceiving = true;
        try
        {
            while (!_isClosed)
            {
                var segment = Buffers.RentBlock(Pipes.PipeBuffers.BlockSize);
                var size = socket.Receive(segment.Free.Span, SocketFlags.None, out var error);
                if (error == SocketError.Success && size > 0)
                {
                    segment.Grow(size);
                    Counters.CountReceived(size);
                    if (!Receive.Push(segment)) break;

                    // The handler's turn, before a peer that never stops is read on.
                    await Task.Yield();
                    continue;
                }

                Buffers.Return(segment);
                if (error == SocketError.Success)
                {
                    _isReceiving = false;
                    EndInput();
                    return;
                }

                if (error != SocketError.WouldBlock) throw new SocketException((int)error);
                await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            _isReceiving = false;
            Fail(failure);
        }

        _isReceiving = false;
        TryRelease();
    }

    private async Task SendAsync()
    {
        _isSendLooping = true;
        try
        {
            while (!IsDead && Send.BeginSend(_parts) > 0)
            {
                var size = 0;
                try
                {
                    size = await SendPartAsync(_parts[0]);
                }
                finally
                {
                    _parts[0] = default;
                    Counters.CountSent(size);
                    Send.EndSend(size);
                }
            }

            if (!IsDead && Send.IsFinished && !_isOutputEnded)
            {
                _isOutputEnded = true;
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            _isSendLooping = false;
            Fail(failure);
        }

        _isSendLooping = false;
        TryRelease();
    }

    private async ValueTask<int> SendPartAsync(ReadOnlyMemory<byte> part)
    {
        var size = socket.Send(part.Span, SocketFlags.None, out var error);
        if (error == SocketError.Success) return size;
        if (error != SocketError.WouldBlock) throw new SocketException((int)error);
        return await socket.SendAsync(part[..Math.Min(part.Length, WaitingSizeMax)], SocketFlags.None);
    }

    private void Fail(Exception failure)
    {
        if (!_isClosed) Die(ConnectionEnd.Reset, failure);
    }
}
