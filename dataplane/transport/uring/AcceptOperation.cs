using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

namespace Basalt.Transport.Uring;

/// <summary>The standing accept of a listener: one submission, a completion for each connection.</summary>
internal sealed class AcceptOperation(UringListener listener) : RingOperation
{
    private const uint NonBlocking = 0x800; // SOCK_NONBLOCK
    private const uint CloseOnExec = 0x80000; // SOCK_CLOEXEC

    protected override void Prepare(ref IoUringSubmission entry)
    {
        entry.Opcode = IoUringOpcode.Accept;
        entry.Descriptor = listener.Descriptor;
        entry.OperationFlags = NonBlocking | CloseOnExec;
        if (listener.IsMultishot) entry.Priority = (ushort)IoUringAcceptFlags.Multishot;
    }

    protected override void Complete(in RingCompletion completion) => listener.OnAccepted(completion);
}
