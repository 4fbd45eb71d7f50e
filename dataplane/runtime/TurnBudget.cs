namespace Basalt.Runtime;

/// <summary>
/// What one owner (a connection, as a rule) may do in one turn of its shard, in units of its own choice: completions,
/// requests, bytes. Who has spent it goes on in the next turn, by <see cref="Shard.Defer"/> or
/// <see cref="Shard.Yield"/>, when all others have had theirs.
/// </summary>
/// <remarks>A field of its owner, used on the shard alone.</remarks>
public struct TurnBudget(int countMax)
{
    private long _turn = -1;
    private readonly int _countMax = countMax;
    private int _left;

    /// <summary>Spends a unit or more; false if this turn's budget was spent before. The last one may overdraw, so that
    /// a large unit comes through.</summary>
    public bool TrySpend(Shard shard, int count = 1)
    {
        if (_turn != shard.Turn)
        {
            _turn = shard.Turn;
            _left = _countMax;
        }

        if (_left <= 0) return false;
        _left -= count;
        return true;
    }
}
