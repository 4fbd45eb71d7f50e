namespace Basalt.Engine.Index;

/// <summary>A position in the index; good until the index changes.</summary>
internal struct NameCursor(NameIndex index, int leaf, int slot)
{
    private int _leaf = leaf;
    private int _slot = slot;

    public readonly RecordPlace Place => index.LeafAt(_leaf).PlaceAt(_slot);

    public readonly ReadOnlySpan<byte> Summary => index.LeafAt(_leaf).SummaryAt(_slot);

    public readonly byte[] MakeName() => index.LeafAt(_leaf).NameAt(_slot);

    public readonly bool IsPrefixedBy(ReadOnlySpan<byte> prefix) => index.LeafAt(_leaf).IsPrefixedBy(_slot, prefix);

    public bool MoveNext()
    {
        _slot++;
        return SkipForward();
    }

    public bool MovePrevious()
    {
        _slot--;
        return SkipBackward();
    }

    /// <summary>Goes on to the next leaf that has something; false at the end.</summary>
    internal bool SkipForward()
    {
        while (_slot >= index.LeafAt(_leaf).Count)
        {
            if (++_leaf == index.LeafCount) return false;
            _slot = 0;
        }

        return true;
    }

    internal bool SkipBackward()
    {
        while (_slot < 0)
        {
            if (--_leaf < 0) return false;
            _slot = index.LeafAt(_leaf).Count - 1;
        }

        return true;
    }
}
