using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

namespace Basalt.Transport.Uring;

/// <summary>What the connections of one shard share: its ring, its provided buffers, its pool of sends. On the shard
/// alone.</summary>
internal sealed class UringShard
{
    private readonly Stack<SendOperation> _sends = new();
    private ReceiveBuffers? _buffers;

    /// <param name="driver">One that has not started: a kernel that gives it no buffers refuses the start.</param>
    public UringShard(RingDriver driver)
    {
        Driver = driver;
        driver.OnStarted(() => _buffers = new ReceiveBuffers(driver));
    }

    public RingDriver Driver { get; }

    public ReceiveBuffers Buffers => _buffers!;

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
