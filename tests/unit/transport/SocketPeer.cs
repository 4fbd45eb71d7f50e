using System.Net;
using System.Net.Sockets;

namespace Basalt.Tests.Unit.Transport;

/// <summary>A peer that is a plain socket of .NET's, whatever the transport under test is.</summary>
internal sealed class SocketPeer(Socket socket) : TestPeer
{
    public static async Task<TestPeer> ConnectAsync(EndPoint target, IPAddress source)
    {
        var isIp = target is IPEndPoint;
        var socket = new Socket(
            target.AddressFamily, SocketType.Stream, isIp ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (isIp && source.AddressFamily == target.AddressFamily) socket.Bind(new IPEndPoint(source, 0));
            await socket.ConnectAsync(target);
            return new SocketPeer(socket);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new IOException(failure.Message, failure);
        }
    }

    public override async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length;)
                sent += await socket.SendAsync(bytes[sent..], SocketFlags.None);
        }
        catch (SocketException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    public override async Task<int> ReceiveAsync(Memory<byte> target)
    {
        try
        {
            return await socket.ReceiveAsync(target, SocketFlags.None);
        }
        catch (SocketException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    public override Task FinishAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        return Task.CompletedTask;
    }

    public override void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
