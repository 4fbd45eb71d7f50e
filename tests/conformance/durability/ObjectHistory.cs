namespace Basalt.Tests.Conformance.Durability;

/// <summary>What one object may be: its last acknowledged state, and every state asked for since.</summary>
/// <remarks>A state is the version that was put, or 0 for absent. A key has one writer.</remarks>
internal sealed class ObjectHistory
{
    public const int Absent = 0;

    private readonly HashSet<int> _allowed = [Absent];

    /// <summary>States that a reader may see.</summary>
    public IReadOnlySet<int> Allowed => _allowed;

    /// <summary>A request is about to be sent: whatever becomes of it, its state may be seen from now on.</summary>
    public void Ask(int state) => _allowed.Add(state);

    /// <summary>The request was acknowledged: nothing older may be seen any more.</summary>
    public void Acknowledge(int state)
    {
        _allowed.Clear();
        _allowed.Add(state);
    }

    /// <summary>After a crash a reader saw this state: from now on it is the only one.</summary>
    public void Observe(int state) => Acknowledge(state);
}
