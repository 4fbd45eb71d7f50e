using Basalt.Engine.Commit;
using Basalt.Engine.Log;

namespace Basalt.Engine;

/// <summary>One look at a counter.</summary>
internal sealed class CounterCall(PoolCore core, Ledger ledger, ReadOnlyMemory<byte> name)
    : PoolCall<CounterValue>(core)
{
    protected override async ValueTask<CounterValue> AnswerAsync()
    {
        var cache = ledger.Tree.Cache;
        cache.MissingPage = 0;
        var value = ledger.ReadCounter(name.Span);
        while (cache.MissingPage != 0)
        {
            await cache.LoadAsync(cache.MissingPage);
            cache.MissingPage = 0;
            value = ledger.ReadCounter(name.Span);
        }

        return value;
    }
}
