using System.Runtime.InteropServices;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime;

namespace Basalt.Device.Uring;

/// <summary>
/// A shard's ring: its devices submit here, the shard polls it each turn and sleeps in it. Everything but
/// <see cref="Wake"/> on the shard's thread.
/// </summary>
public sealed unsafe class UringDriver : ShardDriver
{
    private const ulong WakeData = ulong.MaxValue;

    private readonly EventDescriptor _wake = new();
    private readonly UringOperation?[] _slots = new UringOperation?[UringLimits.OperationCountMax];
    private readonly Stack<int> _freeSlots = new(UringLimits.OperationCountMax);
    private readonly Stack<UringOperation> _operations = new(UringLimits.OperationCountMax);
    private readonly Queue<UringOperation> _waiting = new();
    private readonly ulong* _wakeCount;
    private UringQueue? _queue;
    private int _inFlight;

    public UringDriver()
    {
        _wakeCount = (ulong*)NativeMemory.AllocZeroed(sizeof(ulong));
        for (var i = _slots.Length - 1; i >= 0; i--) _freeSlots.Push(i);
    }

    /// <exception cref="LinuxException">The kernel makes no ring.</exception>
    public override void Start()
    {
        _queue = new UringQueue();
        ArmWake();
    }

    public override int Poll()
    {
        var queue = _queue!;
        if (queue.HasPrepared || (_inFlight > 0 && !queue.HasCompletions)) queue.Enter(isWaiting: false);
        return Reap(queue);
    }

    public override void Sleep()
    {
        var queue = _queue!;
        if (!queue.HasCompletions) queue.Enter(isWaiting: true);
    }

    public override void Wake() => _wake.Raise();

    /// <summary>An operation to fill and <see cref="Submit"/>; it comes back by itself when its answer is
    /// taken.</summary>
    internal UringOperation Rent() => _operations.TryPop(out var operation) ? operation : new UringOperation(this);

    internal void Return(UringOperation operation)
    {
        if (_operations.Count < UringLimits.OperationCountMax) _operations.Push(operation);
    }

    /// <summary>Prepares the operation; it goes down with all others of this turn. With no slot free it waits for
    /// one.</summary>
    internal void Submit(UringOperation operation)
    {
        if (!_freeSlots.TryPop(out var slot))
        {
            _waiting.Enqueue(operation);
            return;
        }

        _slots[slot] = operation;
        ref var entry = ref _queue!.Prepare();
        operation.Fill(ref entry);
        entry.UserData = (ulong)slot;
        _inFlight++;
    }

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
        {
            _queue?.Dispose();
            _wake.Dispose();
        }

        NativeMemory.Free(_wakeCount);
        base.Dispose(isDisposing);
    }

    private int Reap(UringQueue queue)
    {
        var count = 0;
        while (queue.TryTake(out var userData, out var result))
        {
            count++;
            if (userData == WakeData)
            {
                ArmWake();
                continue;
            }

            _inFlight--;
            var operation = _slots[userData]!;
            _slots[userData] = null;
            _freeSlots.Push((int)userData);
            if (operation.MustGoOn(result)) Submit(operation);
            else operation.End(result);
            if (_waiting.TryDequeue(out var waiting)) Submit(waiting);
        }

        return count;
    }

    /// <summary>Keeps a read on the wake-up counter in the ring, so that sleeping in the ring hears it.</summary>
    private void ArmWake()
    {
        ref var entry = ref _queue!.Prepare();
        entry.Opcode = IoUringOpcode.Read;
        entry.Descriptor = (int)_wake.Handle.DangerousGetHandle();

        // SAFETY: eight native bytes that live as long as the ring.
        entry.Address = (ulong)_wakeCount;
        entry.Length = sizeof(ulong);
        entry.UserData = WakeData;
    }
}
