using System.Runtime.InteropServices;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;

namespace Basalt.Runtime.Rings;

/// <summary>
/// Buffers from which the kernel itself takes one when bytes come in, so that an idle connection holds none and
/// receiving copies nothing. On the ring's shard alone.
/// </summary>
/// <remarks>
/// Invariants: a buffer is with the kernel or taken, never both. An operation that finds none ends with ENOBUFS: that
/// is back-pressure, and its owner calls <see cref="SubmitWhenFree"/>; one goes on for each buffer that comes back, in
/// order. What one reader may hold is its owner's to bound.
/// </remarks>
public sealed unsafe class ProvidedBufferRing
{
    private readonly RingDriver _driver;
    private readonly ProvidedBuffer[] _buffers;
    private readonly byte[] _memory;
    private readonly RingOperationList _parked = new();
    private readonly uint _mask;
    private IoUringBuffer* _entries;
    private ushort _tail;

    internal ProvidedBufferRing(RingDriver driver, ushort group, int count, int size)
    {
        _driver = driver;
        Group = group;
        BufferSize = size;
        FreeCount = count;
        _mask = (uint)count - 1;
        _buffers = new ProvidedBuffer[count];

        // Pinned for good, so that its address can be the kernel's; left as it is, so that it costs memory when used.
        _memory = GC.AllocateUninitializedArray<byte>(checked(count * size), pinned: true);
        _entries = (IoUringBuffer*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(IoUringBuffer)), 4096);
        NativeMemory.Clear(_entries, (nuint)(count * sizeof(IoUringBuffer)));
        for (var i = 0; i < count; i++)
        {
            _buffers[i] = new ProvidedBuffer(this, (ushort)i, _memory.AsMemory(i * size, size));
            Put(_buffers[i]);
        }
    }

    /// <summary>What an entry names as its buffer group, with
    /// <see cref="IoUringSubmissionFlags.BufferSelect"/>.</summary>
    public ushort Group { get; }

    public int BufferSize { get; }

    public int Count => _buffers.Length;

    /// <summary>Buffers that nobody has taken.</summary>
    public int FreeCount { get; private set; }

    /// <summary>Makes an entry one that takes its buffer from here.</summary>
    public void Aim(ref IoUringSubmission entry)
    {
        entry.Flags |= IoUringSubmissionFlags.BufferSelect;
        entry.BufferIndex = Group;
    }

    /// <summary>The buffer that a completion used. Whoever takes it returns it.</summary>
    public ProvidedBuffer Take(in RingCompletion completion)
    {
        Invariant.Check(completion.HasBuffer);
        var buffer = _buffers[completion.BufferId];
        Invariant.Check(!buffer.IsTaken);
        buffer.IsTaken = true;
        FreeCount--;
        return buffer;
    }

    /// <summary>Submits an operation that ended with ENOBUFS again: at once, or when a buffer has come back. Until then
    /// it is pending and can be cancelled.</summary>
    public void SubmitWhenFree(RingOperation operation)
    {
        Invariant.Check(!operation.IsPending);
        if (FreeCount > 0 && _parked.IsEmpty) _driver.Submit(operation);
        else _parked.Add(operation, RingOperationState.Parked);
    }

    internal void Return(ProvidedBuffer buffer)
    {
        Invariant.Check(buffer.IsTaken);
        buffer.IsTaken = false;
        FreeCount++;
        Put(buffer);
        if (_parked.TryTake(out var operation)) _driver.Submit(operation);
    }

    internal Errno TryRegister()
    {
        var registration = new IoUringBufferRingRegistration
        {
            RingAddress = (ulong)_entries,
            EntryCount = (uint)Count,
            GroupId = Group,
        };
        var answer = _driver.Queue.Register(IoUringRegisterOpcode.BufferRing, &registration, 1);
        return answer < 0 ? (Errno)(-answer) : Errno.None;
    }

    /// <summary>After the ring's end.</summary>
    internal void Free()
    {
        while (_parked.TryTake(out var operation)) operation.Complete(RingCompletion.Cancelled);
        NativeMemory.AlignedFree(_entries);
        _entries = null;
    }

    /// <summary>Gives a buffer to the kernel.</summary>
    private void Put(ProvidedBuffer buffer)
    {
        // Readers may outlive the ring; then there is nobody to give it to.
        if (_entries is null) return;

        // SAFETY: the mask keeps the index inside. The tail lies in the first entry's last field, so fields are written
        // one by one, and it last, with release: the kernel then sees them whole.
        var entry = _entries + (_tail & _mask);
        entry->Address = (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, buffer.Id * BufferSize);
        entry->Length = (uint)BufferSize;
        entry->BufferId = buffer.Id;
        Volatile.Write(ref _entries->Tail, ++_tail);
    }
}
