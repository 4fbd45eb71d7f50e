using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

namespace Basalt.Tests.Unit.Runtime.Rings;

internal delegate void EntryFiller(ref IoUringSubmission entry);

/// <summary>An operation that fills its entry as told and keeps what came back.</summary>
internal sealed class ScriptedOperation(EntryFiller fill, Action<RingCompletion>? onCompletion = null) : RingOperation
{
    private readonly TaskCompletionSource<RingCompletion> _last = new();

    public List<RingCompletion> Completions { get; } = [];

    /// <summary>The last completion of the first submission.</summary>
    public Task<RingCompletion> Last => _last.Task;

    public static ScriptedOperation Nop() => new(static (ref entry) => entry.Opcode = IoUringOpcode.Nop);

    /// <summary>Waits for one part from a socket, with a buffer of the ring's choice.</summary>
    public static ScriptedOperation Receive(
        RingFile file, ProvidedBufferRing buffers, bool isMultishot, Action<RingCompletion>? onCompletion = null)
        => new(
            (ref entry) =>
            {
                file.Aim(ref entry);
                buffers.Aim(ref entry);
                entry.Opcode = IoUringOpcode.Recv;
                if (isMultishot) entry.Priority = (ushort)IoUringReceiveSendFlags.ReceiveMultishot;
            },
            onCompletion);

    protected internal override void Prepare(ref IoUringSubmission entry) => fill(ref entry);

    protected internal override void Complete(in RingCompletion completion)
    {
        Completions.Add(completion);
        onCompletion?.Invoke(completion);
        if (!completion.HasMore) _last.TrySetResult(completion);
    }
}
