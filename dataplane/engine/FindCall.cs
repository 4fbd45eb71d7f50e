using Basalt.Engine.Commit;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;
using Basalt.Engine.Names;

namespace Basalt.Engine;

/// <summary>One look-up that the hot names could not answer.</summary>
internal sealed class FindCall(PoolCore core, Ledger ledger, BlockReader blocks, ReadOnlyMemory<byte> name)
    : PoolCall<NameRecord?>(core)
{
    protected override async ValueTask<NameRecord?> AnswerAsync()
    {
        RecordPlace place;
        byte[] summary;
        while (!TryFind(out place, out summary))
        {
            if (ledger.Tree.Cache.MissingPage == 0) return null;
            await ledger.Tree.Cache.LoadAsync(ledger.Tree.Cache.MissingPage);
        }

        var value = place.ValueSize == 0 ? [] : await blocks.ReadValueAsync(place);
        if (value is null) throw new PoolException(PoolOutcome.Unreadable, "the value of a name cannot be read");
        var record = new NameRecord(name.ToArray(), place.Version, summary, value);

        // While it was read a commit may have replaced it: then it is an answer, but no longer hot.
        if (TryFind(out var now, out _) && now.Version == place.Version) ledger.HotNames.Add(record);
        return record;
    }

    private bool TryFind(out RecordPlace place, out byte[] summary)
    {
        ledger.Tree.Cache.MissingPage = 0;
        var isFound = ledger.Names.TryFind(name.Span, out place, out var found);
        summary = isFound ? found.ToArray() : [];
        return isFound;
    }
}
