using System.Net;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Sockets;
using Basalt.Runtime;
using Basalt.Runtime.Rings;
using Basalt.Transport.Sockets;

using Microsoft.Win32.SafeHandles;

namespace Basalt.Transport.Uring;

/// <summary>A listening socket whose connections come through its shard's ring.</summary>
internal sealed class UringListener : Listener
{
    private readonly UringShard _ring;
    private readonly ListeningSocket _listening;
    private readonly AcceptOperation _accept;
    private readonly AcceptBrake _brake;
    private TaskCompletionSource? _accepted;

    public UringListener(
        Shard shard, UringShard ring, ListeningSocket listening, ListenerOptions options, ConnectionHandler handler)
        : base(shard, options, handler)
    {
        _ring = ring;
        _listening = listening;
        _accept = new AcceptOperation(this);
        _brake = new AcceptBrake(this, listening.Socket.SafeHandle, Accept);
        Descriptor = (int)listening.Socket.SafeHandle.DangerousGetHandle();
    }

    public override EndPoint LocalEndPoint => _listening.Address;

    public int Descriptor { get; }

    /// <summary>Near the limit of descriptors each connection is asked for by itself: a standing accept could take all
    /// that wait before its cancellation is heard.</summary>
    public bool IsMultishot => _ring.IsAcceptMultishot && !_brake.IsNear;

    public void OnAccepted(in RingCompletion completion)
    {
        if (completion.Result >= 0)
        {
            Take(new SafeFileHandle(completion.Result, ownsHandle: true));
            _brake.Look(completion.Result);
            if (completion.HasMore && _brake.IsNear) _ring.Driver.Cancel(_accept);
        }
        else if (!SocketErrors.IsOfOne(completion.Error))
        {
            _brake.Fail(completion.Error.ToString(), completion.Error == Errno.EMFILE);
        }

        if (completion.HasMore) return;
        if (IsStopping) _accepted?.TrySetResult();
        else if (!_brake.IsOn) _ring.Driver.Submit(_accept);
    }

    protected override void StartAccepting()
    {
        _brake.Begin();
        if (!_brake.IsOn) Accept();
    }

    protected override void OnRemoved() => _brake.OnRemoved();

    protected override async Task StopAcceptingAsync()
    {
        if (_accept.IsPending)
        {
            _accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ring.Driver.Cancel(_accept);
            await _accepted.Task;
        }

        await _brake.DisposeAsync();
        _listening.Dispose();
    }

    private void Take(SafeFileHandle socket)
    {
        // Gone before we looked, if it has no peer any more.
        if (IsStopping || !TryGetPeer(socket, out var remote))
        {
            socket.Dispose();
            return;
        }

        if (!TryAdmit(remote, out var gateAddress))
        {
            _ = SocketCalls.ResetOnClose(socket);
            socket.Dispose();
            return;
        }

        var connection = new UringConnection(this, NextId(), _ring, socket, LocalOf(socket), remote);
        connection.Start();
        Serve(connection, gateAddress);
    }

    private bool TryGetPeer(SafeFileHandle socket, out EndPoint remote)
    {
        remote = LocalEndPoint;

        // Clients of a Unix socket have no name.
        if (LocalEndPoint is not IPEndPoint) return true;
        if (SocketCalls.GetPeerName(socket, LocalEndPoint.AddressFamily, out var address) != Errno.None) return false;
        remote = Endpoints.Plain(LocalEndPoint.Create(address));
        return true;
    }

    private EndPoint LocalOf(SafeFileHandle socket)
        => LocalEndPoint is IPEndPoint ip && (ip.Address.Equals(IPAddress.Any) || ip.Address.Equals(IPAddress.IPv6Any))
            && SocketCalls.GetSocketName(socket, ip.AddressFamily, out var address) == Errno.None
            ? Endpoints.Plain(LocalEndPoint.Create(address))
            : LocalEndPoint;

    private void Accept()
    {
        if (!IsStopping && !_accept.IsPending) _ring.Driver.Submit(_accept);
    }
}
