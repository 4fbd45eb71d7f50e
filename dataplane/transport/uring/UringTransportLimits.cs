namespace Basalt.Transport.Uring;

/// <summary>The limits of a shard's transport over its ring.</summary>
public static class UringTransportLimits
{
    /// <summary>Bytes of one provided buffer: the most that one completion brings.</summary>
    public const int ReceiveBufferSize = 16 * 1024;

    /// <summary>Provided buffers of a shard; when all are with readers, receiving waits for one.</summary>
    public const int ReceiveBufferCount = 512;

    /// <summary>With fewer left, what nobody waits for is copied to a connection's own blocks.</summary>
    public const int ReceiveBufferScarceCount = ReceiveBufferCount / 4;

    /// <summary>Parts of memory in one send.</summary>
    public const int SendPartCountMax = 16;

    /// <summary>Sends kept for use again; more are made and dropped.</summary>
    public const int SendPoolLengthMax = 1024;
}
