using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Basalt.Perf.Load.Connections;

/// <summary>
/// Many clients that live on a byte a second: half of them send a head, the other half have asked for more than the
/// kernel holds and read it.
/// </summary>
internal sealed class SlowClients : IDisposable
{
    /// <summary>Answers that a reader asks for at once.</summary>
    private const int PipelinedCount = 64;

    private const int ReceiveBufferSize = 4096;

    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly Socket[] _sockets;
    private readonly byte[] _head;
    private readonly long _start;
    private long _turns;

    public SlowClients(Uri server, int count)
    {
        // It never ends: a client that finished would be slow no more.
        var begin = $"GET {server.AbsolutePath} HTTP/1.1\r\nHost: slow\r\n";
        _head = Encoding.ASCII.GetBytes(begin + "X-Slow: " + new string('x', 4096));
        var request = Encoding.ASCII.GetBytes(begin + "\r\n");
        byte[] requests = [.. Enumerable.Repeat(request, PipelinedCount).SelectMany(static r => r)];
        var address = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        _sockets = new Socket[count];
        for (var i = 0; i < count; i++)
        {
            _sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                ReceiveBufferSize = ReceiveBufferSize,
                NoDelay = true,
            };
            _sockets[i].Connect(address);
            if (IsReader(i)) _sockets[i].Send(requests);
            _sockets[i].Blocking = false;
        }

        _start = _clock.GetTimestamp();
    }

    /// <summary>Clients that the server has ended.</summary>
    public int LostCount { get; private set; }

    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
    }

    /// <summary>Each client has a turn a second; this runs those that are due.</summary>
    public void Turn()
    {
        var due = (long)(_clock.GetElapsedTime(_start).TotalSeconds * _sockets.Length);
        for (; _turns < due; _turns++) Move((int)(_turns % _sockets.Length), (int)(_turns / _sockets.Length));
    }

    private static bool IsReader(int number) => number % 2 == 0;

    private void Move(int number, int second)
    {
        Span<byte> one = stackalloc byte[1];
        SocketError error;
        var size = IsReader(number)
            ? _sockets[number].Receive(one, SocketFlags.None, out error)
            : _sockets[number].Send(_head.AsSpan(second % _head.Length, 1), SocketFlags.None, out error);
        if (size == 0 && error != SocketError.WouldBlock) LostCount++;
    }
}
