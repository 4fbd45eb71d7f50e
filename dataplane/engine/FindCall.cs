using Basalt.Engine.Cache;
using Basalt.Engine.Commit;
using Basalt.Engine.Layers;
using Basalt.Runtime;

namespace Basalt.Engine;

/// <summary>One look-up that the hot names could not answer.</summary>
internal sealed class FindCall(Ledger ledger, BlockReader blocks, IHotNames hotNames, ReadOnlyMemory<byte> name)
    : ShardCall<NameRecord?>
{
    public override async void Run()
    {
        if (!ledger.Names.TryFind(name.Span, out var place, out var summary))
        {
            Complete(null);
            return;
        }

        var kept = summary.ToArray();
        var value = place.ValueSize == 0 ? [] : await blocks.ReadValueAsync(place);
        if (value is null)
        {
            Fail(new PoolException(PoolOutcome.Unreadable, "the value of a name cannot be read"));
            return;
        }

        var record = new NameRecord(name.ToArray(), place.Version, kept, value);

        // While it was read a commit may have replaced it: then it is an answer, but no longer hot.
        if (ledger.Names.TryFind(name.Span, out var now) && now.Version == place.Version) hotNames.Add(record);
        Complete(record);
    }
}
