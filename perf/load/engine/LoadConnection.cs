using System.Net;
using System.Net.Sockets;

namespace Basalt.Perf.Load.Engine;

/// <summary>A kept-alive connection that costs the generator little: more is left to the server.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly EndPoint _server;
    private readonly Func<IAnswerReader> _makeReader;
    private readonly Epoll _epoll;
    private readonly int _key;
    private Socket? _socket;
    private IAnswerReader _reader;
    private byte[] _out = [];
    private int _outIndex;
    private int _outSize;
    private bool _isBlocked;

    /// <param name="server">Where to connect to.</param>
    /// <param name="makeReader">Of answers; each new connection has its own.</param>
    /// <param name="epoll">What tells of this connection's events.</param>
    /// <param name="key">By which name.</param>
    public LoadConnection(EndPoint server, Func<IAnswerReader> makeReader, Epoll epoll, int key)
    {
        (_server, _makeReader, _epoll, _key) = (server, makeReader, epoll, key);
        _reader = makeReader();
    }

    /// <summary>When the request under way counts from; its owner's.</summary>
    public long From { get; set; }

    public bool IsBusy { get; private set; }

    public void Dispose() => _socket?.Dispose();

    /// <summary>Connects now rather than with the first request.</summary>
    public Socket Connect()
    {
        if (_socket is not null) return _socket;
        _socket = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(_server);
        _socket.Blocking = false;
        _reader = _makeReader();
        _isBlocked = false;
        _epoll.Add((int)_socket.SafeHandle.DangerousGetHandle(), _key);
        return _socket;
    }

    /// <summary>Room for a request of this size, to be filled and sent with <see cref="Send"/>.</summary>
    public Span<byte> Prepare(int size)
    {
        if (_out.Length < size) _out = new byte[size];
        (_outIndex, _outSize) = (0, size);
        return _out.AsSpan(0, size);
    }

    public void Send()
    {
        Connect();
        IsBusy = true;
        SendOn();
    }

    /// <summary>Sends what is left and reads what has come, after an event; whether the answer is whole.</summary>
    /// <param name="buffer">Shared by all connections: bytes do not stay in it.</param>
    /// <param name="isGood">Whether the server did as it was asked.</param>
    public bool TryFinish(Span<byte> buffer, out bool isGood)
    {
        if (_isBlocked) SendOn();
        isGood = false;
        while (_socket is not null)
        {
            var size = _socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) return false;
            if (error != SocketError.Success || size == 0) return Lose();
            ReadOnlySpan<byte> bytes = buffer[..size];
            var isDone = _reader.TryTake(ref bytes, out isGood);
            if (!isDone && size == buffer.Length) continue;
            if (!isDone) return false;
            if (!bytes.IsEmpty) throw new IOException("the server says more than it was asked");
            IsBusy = false;
            if (_reader.IsLast) Close();
            return true;
        }

        return false;
    }

    private bool Lose()
    {
        // Between requests a server may end a connection; within one it is an error.
        Close();
        var wasBusy = IsBusy;
        IsBusy = false;
        return wasBusy;
    }

    private void Close()
    {
        _socket!.Dispose();
        _socket = null;
    }

    private void SendOn()
    {
        var size = _socket!.Send(_out.AsSpan(_outIndex, _outSize - _outIndex), SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) return;
        _outIndex += size;
        var isBlocked = _outIndex < _outSize;
        if (isBlocked == _isBlocked) return;
        _isBlocked = isBlocked;
        _epoll.Change((int)_socket.SafeHandle.DangerousGetHandle(), _key, isBlocked);
    }
}
