using System.Diagnostics.CodeAnalysis;

namespace Basalt.Runtime.Rings;

/// <summary>The bounded table of operations that are with the kernel.</summary>
/// <remarks>
/// The user data of an entry is <c>generation &lt;&lt; 32 | slot</c>. A slot's generation changes when its operation
/// leaves, so a completion that comes late finds nobody instead of the next one.
/// </remarks>
internal sealed class RingSlots(int countMax)
{
    private const int CountStart = 256;
    private const int GenerationShift = 32;

    private RingOperation?[] _operations = new RingOperation?[Math.Min(CountStart, countMax)];
    private uint[] _generations = new uint[Math.Min(CountStart, countMax)];
    private int[] _free = new int[Math.Min(CountStart, countMax)];
    private int _freeCount;
    private int _madeCount;

    /// <summary>Operations with the kernel.</summary>
    public int ActiveCount => _madeCount - _freeCount;

    public bool IsFull => _freeCount == 0 && _madeCount == countMax;

    /// <summary>Gives a slot to the operation; the table must not be full.</summary>
    /// <returns>The entry's user data.</returns>
    public ulong Take(RingOperation operation)
    {
        int slot;
        if (_freeCount > 0)
        {
            slot = _free[--_freeCount];
        }
        else
        {
            Invariant.Check(_madeCount < countMax);
            if (_madeCount == _operations.Length) Grow();
            slot = _madeCount++;
        }

        _operations[slot] = operation;
        operation.Slot = slot;
        operation.State = RingOperationState.Active;
        return Data(slot);
    }

    public bool TryFind(ulong userData, [MaybeNullWhen(false)] out RingOperation operation)
    {
        operation = null;
        var slot = (uint)userData;
        if (slot >= (uint)_madeCount || _generations[slot] != userData >> GenerationShift) return false;
        operation = _operations[slot];
        return operation is not null;
    }

    /// <summary>The user data by which the kernel knows an active operation.</summary>
    public ulong DataOf(RingOperation operation)
    {
        Invariant.Check(operation.State == RingOperationState.Active);
        return Data(operation.Slot);
    }

    public void Release(RingOperation operation)
    {
        var slot = operation.Slot;
        Invariant.Check(ReferenceEquals(_operations[slot], operation));
        _operations[slot] = null;
        _generations[slot]++;
        _free[_freeCount++] = slot;
        operation.State = RingOperationState.Idle;
        operation.IsCancelled = false;
    }

    private ulong Data(int slot) => ((ulong)_generations[slot] << GenerationShift) | (uint)slot;

    private void Grow()
    {
        var length = Math.Min(_operations.Length * 2, countMax);
        Array.Resize(ref _operations, length);
        Array.Resize(ref _generations, length);
        Array.Resize(ref _free, length);
    }
}
