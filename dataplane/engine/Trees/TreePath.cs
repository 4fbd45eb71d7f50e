namespace Basalt.Engine.Trees;

/// <summary>The pages from the root down to one, and the slot taken in each. Good until anything is awaited.</summary>
internal sealed class TreePath
{
    /// <summary>Levels of a tree: with two entries a page more than any device holds.</summary>
    public const int DepthMax = 48;

    private readonly PageFrame[] _frames = new PageFrame[DepthMax];
    private readonly int[] _slots = new int[DepthMax];

    public int Depth { get; private set; }

    public PageFrame Last => _frames[Depth - 1];

    public PageFrame this[int depth]
    {
        get => _frames[depth];
        set => _frames[depth] = value;
    }

    public void Clear() => Depth = 0;

    public void Push(PageFrame frame) => _frames[Depth++] = frame;

    public int SlotAt(int depth) => _slots[depth];

    public void SetSlot(int depth, int slot) => _slots[depth] = slot;

    /// <summary>The first key that does not belong under the page at this depth; null: there is none.</summary>
    public byte[]? HighFence(int depth)
    {
        for (var above = depth - 1; above >= 0; above--)
        {
            var page = _frames[above].Page;
            if (_slots[above] + 1 < page.Count) return page.MakeKey(_slots[above] + 1);
        }

        return null;
    }
}
