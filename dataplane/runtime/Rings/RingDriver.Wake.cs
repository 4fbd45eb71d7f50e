using System.Runtime.InteropServices;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;

namespace Basalt.Runtime.Rings;

/// <content>How a sleeping ring is woken: by MSG_RING from another ring's shard, by an eventfd from anywhere
/// else.</content>
public sealed unsafe partial class RingDriver
{
    private const ulong WakeData = ulong.MaxValue;
    private const ulong MessageData = ulong.MaxValue - 2;

    [ThreadStatic]
    private static RingDriver? _current;

    private readonly EventDescriptor _wake = new();
    private readonly Dictionary<RingDriver, WakeOperation> _targets = [];
    private ulong* _wakeCount;
    private bool _isWakeArmed;
    private volatile bool _isOpen;

    /// <summary>Ends the present or the next sleep; any thread. From another ring's shard it goes down with that
    /// shard's turn.</summary>
    public override void Wake()
    {
        if (_current is not { } sender || !sender.TryWake(this)) _wake.Raise();
    }

    private void StartWake()
    {
        _wakeCount = (ulong*)NativeMemory.AllocZeroed(sizeof(ulong));
        ArmWake();
        _isOpen = true;
        _current = this;
    }

    private void EndWake()
    {
        _isOpen = false;
        if (ReferenceEquals(_current, this)) _current = null;
        _wake.Dispose();
        NativeMemory.Free(_wakeCount);
        _wakeCount = null;
    }

    private bool TryWake(RingDriver target)
    {
        if (ReferenceEquals(target, this) || !target._isOpen || _isEnding) return false;
        if ((Capabilities & target.Capabilities & IoUringCapabilities.RingMessages) == 0) return false;
        if (!_targets.TryGetValue(target, out var operation))
        {
            if (_targets.Count == ShardLimits.ShardCountMax) _targets.Clear();
            _targets[target] = operation = new WakeOperation(target);
        }

        // One that is under way may have been read by the target before what it is woken for now.
        if (operation.IsPending) return false;
        Submit(operation);
        return true;
    }

    private bool IsWakeArmed()
    {
        if (!_isWakeArmed) ArmWake();
        return _isWakeArmed;
    }

    /// <summary>Keeps a read on the wake-up counter in the ring, so that sleeping in the ring hears it.</summary>
    private void ArmWake()
    {
        if (_isEnding || !TryMakeRoom()) return;
        ref var entry = ref _queue!.Prepare();
        entry.Opcode = IoUringOpcode.Read;
        entry.Descriptor = (int)_wake.Handle.DangerousGetHandle();

        // SAFETY: eight native bytes that live as long as the ring.
        entry.Address = (ulong)_wakeCount;
        entry.Length = sizeof(ulong);
        entry.UserData = WakeData;
        _isWakeArmed = true;
    }

    /// <summary>Puts a completion into another ring.</summary>
    private sealed class WakeOperation(RingDriver target) : RingOperation
    {
        protected internal override bool IsQuiet => true;

        protected internal override void Prepare(ref IoUringSubmission entry)
        {
            // A ring that has ended since needs no waking, and its number may be another file's by now.
            if (!target._isOpen) return;
            entry.Opcode = IoUringOpcode.MsgRing;
            entry.Descriptor = target._queue!.Descriptor;
            entry.Address = (ulong)IoUringMessageKind.Data;
            entry.Offset = MessageData;
        }

        protected internal override void Complete(in RingCompletion completion)
        {
            // The target's ring is full, or takes no messages: then the slower way.
            if (completion.IsError && target._isOpen) target._wake.Raise();
        }
    }
}
