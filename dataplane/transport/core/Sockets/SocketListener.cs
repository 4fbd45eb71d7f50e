using System.Net;
using System.Net.Sockets;

using Basalt.Runtime;

namespace Basalt.Transport.Sockets;

/// <summary>A listening socket of System.Net.Sockets.</summary>
internal sealed class SocketListener : Listener
{
    private readonly ListeningSocket _listening;
    private readonly AcceptBrake _brake;
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;

    public SocketListener(
        Shard shard, ListeningSocket listening, ListenerOptions options, ConnectionHandler handler)
        : base(shard, options, handler)
    {
        _listening = listening;
        _brake = new AcceptBrake(this, listening.Socket.SafeHandle, Accept);
    }

    public override EndPoint LocalEndPoint => _listening.Address;

    protected override void StartAccepting()
    {
        _brake.Begin();
        Accept();
    }

    protected override void OnRemoved() => _brake.OnRemoved();

    protected override async Task StopAcceptingAsync()
    {
        _stop.Cancel();
        await _accepting;
        await _brake.DisposeAsync();
        _listening.Dispose();
        _stop.Dispose();
    }

    private void Accept()
    {
        if (!IsStopping && _accepting.IsCompleted) _accepting = AcceptAsync();
    }

    /// <summary>Ends with the listener, or when the brake is on.</summary>
    private async Task AcceptAsync()
    {
        while (!IsStopping && !_brake.IsOn)
        {
            try
            {
                var socket = await _listening.Socket.AcceptAsync(_stop.Token);
                var descriptor = (int)socket.SafeHandle.DangerousGetHandle();
                Take(socket);
                _brake.Look(descriptor);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure) when (!SocketErrors.IsOfOne(failure.SocketErrorCode))
            {
                _brake.Fail(
                    failure.SocketErrorCode.ToString(), failure.SocketErrorCode == SocketError.TooManyOpenSockets);
            }
            catch (SocketException)
            {
                // Who had come is gone before we looked.
            }
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
