using Basalt.Engine.Commit;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Trees;

namespace Basalt.Engine;

/// <summary>One page of a listing. Leaf by leaf: what changes while a leaf is read from the device may be seen or
/// not.</summary>
internal sealed class ListCall(PoolCore core, Ledger ledger, NameRange range, int limit)
    : PoolCall<IReadOnlyList<NameEntry>>(core)
{
    private readonly List<NameEntry> _entries = [];
    private readonly byte[] _start = [(byte)KeySpace.Name, .. range.Start.Span];
    private readonly byte[] _end = range.End.IsEmpty
        ? [(byte)KeySpace.Name + 1]
        : [(byte)KeySpace.Name, .. range.End.Span];

    private Tree Tree => ledger.Tree;

    protected override async ValueTask<IReadOnlyList<NameEntry>> AnswerAsync()
    {
        var key = range.IsReverse ? _end : _start;
        while (key is not null)
        {
            Tree.Cache.MissingPage = 0;
            var next = range.IsReverse ? TakeBelow(key) : TakeFrom(key);
            if (Tree.Cache.MissingPage == 0) key = next;
            else await Tree.Cache.LoadAsync(Tree.Cache.MissingPage);
        }

        return _entries;
    }

    /// <summary>Takes what a leaf has from a key on; where to go on, null: nowhere, or a page is missing.</summary>
    private byte[]? TakeFrom(byte[] key)
    {
        if (Tree.Seek(key, out var slot) is not { } leaf) return null;
        var page = leaf.Page;
        for (; slot < page.Count; slot++)
        {
            if (_entries.Count == limit || !TryTake(page, slot, page.MakeKey(slot))) return null;
        }

        return Tree.NextLeafKey();
    }

    /// <summary>The same downwards, with what is below a key.</summary>
    private byte[]? TakeBelow(byte[] key)
    {
        if (Tree.SeekBelow(key, out var slot) is not { } leaf) return null;
        var page = leaf.Page;
        for (; slot >= 0; slot--)
        {
            if (_entries.Count == limit || !TryTake(page, slot, page.MakeKey(slot))) return null;
        }

        return page.LowFence.ToArray();
    }

    private bool TryTake(Page page, int slot, byte[] key)
    {
        if (key.AsSpan().SequenceCompareTo(_start) < 0 || key.AsSpan().SequenceCompareTo(_end) >= 0) return false;
        ReadOnlySpan<byte> value = page.ValueAt(slot);
        _entries.Add(new NameEntry(
            key.AsMemory(1), Names.NameTable.PlaceOf(value).Version, value[NameValueFormat.HeadSize..].ToArray()));
        return true;
    }
}
