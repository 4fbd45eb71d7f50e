using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

namespace Basalt.Transport.Uring;

/// <summary>What the connections of one shard share: its ring, its provided buffers, its pool of sends. On the shard
/// alone.</summary>
internal sealed class UringShard(RingDriver driver)
{
    private readonly Stack<SendOperation> _sends = new();
    private ReceiveBuffers? _buffers;

    public RingDriver Driver { get; } = driver;

    /// <summary>Made when first asked for: then the ring has started.</summary>
    public ReceiveBuffers Buffers => _buffers ??= new ReceiveBuffers(Driver);

    public bool IsReceiveMultishot => Driver.Capabilities.HasFlag(IoUringCapabilities.MultishotReceive);

    public bool IsAcceptMultishot => Driver.Capabilities.HasFlag(IoUringCapabilities.MultishotAccept);

    public SendOperation RentSend() => _sends.TryPop(out var send) ? send : new SendOperation();

    public void Return(SendOperation send)
    {
        send.Clear();
        if (_sends.Count < UringTransportLimits.SendPoolLengthMax) _sends.Push(send);
        else send.Dispose();
    }
}
