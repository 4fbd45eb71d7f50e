using Basalt.Engine.Commit;
using Basalt.Engine.Layers;
using Basalt.Engine.Names;
using Basalt.Runtime;

namespace Basalt.Engine;

/// <summary>One look-up that the hot names could not answer.</summary>
internal sealed class FindCall(Ledger ledger, BlockReader blocks, ReadOnlyMemory<byte> name)
    : ShardCall<NameRecord?>
{
    public override async void Run()
    {
        try
        {
            RecordPlace place;
            byte[] summary;
            while (!TryFind(out place, out summary))
            {
                if (ledger.Tree.Cache.MissingPage == 0)
                {
                    Complete(null);
                    return;
                }

                await ledger.Tree.Cache.LoadAsync(ledger.Tree.Cache.MissingPage);
            }

            var value = place.ValueSize == 0 ? [] : await blocks.ReadValueAsync(place);
            if (value is null)
            {
                Fail(new PoolException(PoolOutcome.Unreadable, "the value of a name cannot be read"));
                return;
            }

            var record = new NameRecord(name.ToArray(), place.Version, summary, value);

            // While it was read a commit may have replaced it: then it is an answer, but no longer hot.
            if (TryFind(out var now, out _) && now.Version == place.Version) ledger.HotNames.Add(record);
            Complete(record);
        }
        catch (PoolException unreadable)
        {
            Fail(unreadable);
        }
    }

    private bool TryFind(out RecordPlace place, out byte[] summary)
    {
        ledger.Tree.Cache.MissingPage = 0;
        var isFound = ledger.Names.TryFind(name.Span, out place, out var found);
        summary = isFound ? found.ToArray() : [];
        return isFound;
    }
}
