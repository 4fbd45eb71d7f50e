namespace Basalt.Engine.Index;

/// <summary>
/// The ordered name space in memory: name to the place of its record and its summary. One shard alone touches it.
/// </summary>
/// <remarks>
/// Two levels: a directory of leaves in order, each a packed run of names. A split moves the directory's tail, 8 bytes
/// for
/// each leaf, once in a hundred inserts or so. Leaves are joined as they empty, so memory follows what is stored.
/// </remarks>
internal sealed class NameIndex
{
    private readonly List<NameLeaf> _leaves = [new NameLeaf([], null)];

    public long Count { get; private set; }

    public bool TryFind(ReadOnlySpan<byte> name, out RecordPlace place) => TryFind(name, out place, out _);

    public bool TryFind(ReadOnlySpan<byte> name, out RecordPlace place, out ReadOnlySpan<byte> summary)
    {
        var leaf = _leaves[LeafOf(name)];
        var slot = leaf.Find(name);
        place = slot >= 0 ? leaf.PlaceAt(slot) : default;
        summary = slot >= 0 ? leaf.SummaryAt(slot) : default;
        return slot >= 0;
    }

    /// <summary>Sets a name; what was there before comes back.</summary>
    public ReplacedRecord? Put(ReadOnlySpan<byte> name, in RecordPlace place, ReadOnlySpan<byte> summary)
    {
        var index = LeafOf(name);
        var leaf = _leaves[index];
        var slot = leaf.Find(name);
        ReplacedRecord? previous = slot >= 0 ? ReplacedRecord.At(leaf, slot) : null;
        if (leaf.LiveSize >= NameLeaf.SizeMax && leaf.Count > 1)
        {
            var (left, right) = leaf.Split(isAppending: ~slot == leaf.Count);
            _leaves[index] = left;
            _leaves.Insert(index + 1, right);
            leaf = name.SequenceCompareTo(right.LowFence) < 0 ? left : right;
        }

        leaf.Put(name, place, summary);
        if (previous is null) Count++;
        return previous;
    }

    /// <summary>Removes a name; what was there comes back, null if nothing was.</summary>
    public ReplacedRecord? Remove(ReadOnlySpan<byte> name)
    {
        var index = LeafOf(name);
        var leaf = _leaves[index];
        var slot = leaf.Find(name);
        if (slot < 0) return null;
        var previous = ReplacedRecord.At(leaf, slot);
        leaf.RemoveAt(slot);
        Count--;
        if (leaf.LiveSize < NameLeaf.SizeMin) JoinSmall(index);
        return previous;
    }

    /// <summary>The first name at or above this; false if there is none.</summary>
    public bool TrySeek(ReadOnlySpan<byte> name, out NameCursor cursor)
    {
        var index = LeafOf(name);
        var slot = _leaves[index].Find(name);
        cursor = new NameCursor(this, index, slot >= 0 ? slot : ~slot);
        return cursor.SkipForward();
    }

    /// <summary>The last name below this, or the last of all for an empty one; false if there is none.</summary>
    public bool TrySeekBelow(ReadOnlySpan<byte> end, out NameCursor cursor)
    {
        var index = end.IsEmpty ? _leaves.Count - 1 : LeafOf(end);
        var slot = end.IsEmpty ? _leaves[index].Count : _leaves[index].Find(end);
        cursor = new NameCursor(this, index, (slot >= 0 ? slot : ~slot) - 1);
        return cursor.SkipBackward();
    }

    internal NameLeaf LeafAt(int index) => _leaves[index];

    internal int LeafCount => _leaves.Count;

    private int LeafOf(ReadOnlySpan<byte> name)
    {
        int low = 0, high = _leaves.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (name.SequenceCompareTo(_leaves[middle].LowFence) >= 0) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    private void JoinSmall(int index)
    {
        if (_leaves.Count == 1) return;
        var left = index + 1 < _leaves.Count ? index : index - 1;
        var isOneEmpty = _leaves[left].Count == 0 || _leaves[left + 1].Count == 0;
        if (!isOneEmpty && _leaves[left].LiveSize + _leaves[left + 1].LiveSize > NameLeaf.SizeMax / 2) return;
        _leaves[left] = NameLeaf.Join(_leaves[left], _leaves[left + 1]);
        _leaves.RemoveAt(left + 1);
    }
}
