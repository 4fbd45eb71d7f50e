using Basalt.Engine.Commit;
using Basalt.Runtime;

namespace Basalt.Engine;

/// <summary>One look at a counter.</summary>
internal sealed class CounterCall(Ledger ledger, ReadOnlyMemory<byte> name) : ShardCall<CounterValue>
{
    public override async void Run()
    {
        try
        {
            ledger.Tree.Cache.MissingPage = 0;
            var value = ledger.ReadCounter(name.Span);
            while (ledger.Tree.Cache.MissingPage != 0)
            {
                await ledger.Tree.Cache.LoadAsync(ledger.Tree.Cache.MissingPage);
                ledger.Tree.Cache.MissingPage = 0;
                value = ledger.ReadCounter(name.Span);
            }

            Complete(value);
        }
        catch (PoolException unreadable)
        {
            Fail(unreadable);
        }
    }
}
