namespace Basalt.Interop.Linux.Uring;

/// <summary>What this kernel lets this process do with io_uring.</summary>
/// <param name="IsAvailable">A ring could be made.</param>
/// <param name="Features">Empty unless available.</param>
/// <param name="Capabilities">Empty unless available.</param>
/// <param name="Error">Why a ring could not be made.</param>
/// <param name="Reason">The same in words for an operator; empty if available.</param>
/// <param name="Opcodes">Operations the kernel accepts, in order.</param>
public sealed record IoUringSupport(
    bool IsAvailable,
    IoUringFeatures Features,
    IoUringCapabilities Capabilities,
    Errno Error,
    string Reason,
    IReadOnlyList<IoUringOpcode> Opcodes)
{
    public bool Accepts(IoUringOpcode opcode) => Opcodes.Contains(opcode);
}
