using System.Net;
using System.Net.Sockets;

using Basalt.Runtime;

namespace Basalt.Transport.Sockets;

/// <summary>A listening socket of System.Net.Sockets.</summary>
internal sealed class SocketListener(
    Shard shard, ListeningSocket listening, ListenerOptions options, ConnectionHandler handler)
    : Listener(shard, options, handler)
{
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;

    public override EndPoint LocalEndPoint => listening.Address;

    protected override void StartAccepting() => _accepting = AcceptAsync();

    protected override async Task StopAcceptingAsync()
    {
        _stop.Cancel();
        await _accepting;
        listening.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var isShort = false;
        while (!IsStopping)
        {
            try
            {
                Take(await listening.Socket.AcceptAsync(_stop.Token));
                isShort = false;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure) when (SocketErrors.IsShortage(failure.SocketErrorCode))
            {
                Counters.CountAcceptFailure();
                if (!isShort) Warn(SocketErrors.ExplainShortage(failure.SocketErrorCode.ToString()));
                isShort = true;
                if (!await PauseAsync()) return;
            }
            catch (SocketException)
            {
                // Who had come is gone before we looked; accept(2) says to go on.
            }
        }
    }

    private async Task<bool> PauseAsync()
    {
        try
        {
            await Task.Delay(Limits.AcceptRetryTime, Shard.Time, _stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Take(Socket socket)
    {
        try
        {
            var remote = Endpoints.Plain(socket.RemoteEndPoint!);
            if (!TryAdmit(remote, out var gateAddress))
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
                return;
            }

            var local = Endpoints.Plain(socket.LocalEndPoint ?? LocalEndPoint);
            var connection = new SocketConnection(this, NextId(), socket, local, remote);
            connection.Start();
            Serve(connection, gateAddress);
        }
        catch (SocketException)
        {
            // Gone between accepting and asking who it is.
            socket.Dispose();
        }
    }
}
