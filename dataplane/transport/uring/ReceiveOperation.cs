using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

namespace Basalt.Transport.Uring;

/// <summary>The standing receive of a connection: one submission, a completion for each part that comes.</summary>
internal sealed class ReceiveOperation(UringConnection connection, UringShard shard) : RingOperation
{
    protected override void Prepare(ref IoUringSubmission entry)
    {
        entry.Opcode = IoUringOpcode.Recv;
        entry.Descriptor = connection.Descriptor;
        if (shard.IsReceiveMultishot && !connection.IsFlooding)
            entry.Priority = (ushort)IoUringReceiveSendFlags.ReceiveMultishot;
        shard.Buffers.Aim(ref entry);
    }

    protected override void Complete(in RingCompletion completion) => connection.OnReceived(completion);
}
