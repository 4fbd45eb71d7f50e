using System.Diagnostics.CodeAnalysis;

namespace Basalt.Runtime.Rings;

/// <summary>Operations in line, linked through themselves: it takes no memory, and one in the middle can
/// leave.</summary>
internal sealed class RingOperationList
{
    private RingOperation? _first;
    private RingOperation? _last;

    public bool IsEmpty => _first is null;

    public void Add(RingOperation operation, RingOperationState state)
    {
        operation.State = state;
        operation.List = this;
        operation.Previous = _last;
        operation.Next = null;
        if (_last is null) _first = operation;
        else _last.Next = operation;
        _last = operation;
    }

    public bool TryPeek([MaybeNullWhen(false)] out RingOperation operation)
    {
        operation = _first;
        return operation is not null;
    }

    public bool TryTake([MaybeNullWhen(false)] out RingOperation operation)
    {
        operation = _first;
        if (operation is null) return false;
        Remove(operation);
        return true;
    }

    public void Remove(RingOperation operation)
    {
        Invariant.Check(ReferenceEquals(operation.List, this));
        if (operation.Previous is null) _first = operation.Next;
        else operation.Previous.Next = operation.Next;
        if (operation.Next is null) _last = operation.Previous;
        else operation.Next.Previous = operation.Previous;
        operation.Next = null;
        operation.Previous = null;
        operation.List = null;
        operation.State = RingOperationState.Idle;
    }
}
