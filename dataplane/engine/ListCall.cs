using Basalt.Engine.Commit;
using Basalt.Engine.Index;
using Basalt.Runtime;

namespace Basalt.Engine;

/// <summary>One page of a listing.</summary>
internal sealed class ListCall(Ledger ledger, NameRange range, int limit) : ShardCall<IReadOnlyList<NameEntry>>
{
    public override void Run() => Complete(range.IsReverse ? ListDown() : ListUp());

    private List<NameEntry> ListUp()
    {
        var entries = new List<NameEntry>();
        var end = range.End.Span;
        var isMore = ledger.Names.TrySeek(range.Start.Span, out var cursor);
        for (; isMore && entries.Count < limit; isMore = cursor.MoveNext())
        {
            var name = cursor.MakeName();
            if (!end.IsEmpty && end.SequenceCompareTo(name) <= 0) break;
            entries.Add(Entry(cursor, name));
        }

        return entries;
    }

    private List<NameEntry> ListDown()
    {
        var entries = new List<NameEntry>();
        var isMore = ledger.Names.TrySeekBelow(range.End.Span, out var cursor);
        for (; isMore && entries.Count < limit; isMore = cursor.MovePrevious())
        {
            var name = cursor.MakeName();
            if (range.Start.Span.SequenceCompareTo(name) > 0) break;
            entries.Add(Entry(cursor, name));
        }

        return entries;
    }

    private static NameEntry Entry(in NameCursor cursor, byte[] name)
        => new(name, cursor.Place.Version, cursor.Summary.ToArray());
}
