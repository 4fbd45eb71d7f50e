using Basalt.Engine.Commit;
using Basalt.Runtime;

namespace Basalt.Engine;

/// <summary>One look at a counter.</summary>
internal sealed class CounterCall(Ledger ledger, ReadOnlyMemory<byte> name) : ShardCall<CounterValue>
{
    public override void Run() => Complete(ledger.ReadCounter(name.Span));
}
