using Basalt.Engine.Log;
using Basalt.Runtime;

namespace Basalt.Engine;

/// <summary>A question to the pool: counted while it runs, so that the pool does not close under it, and answered by
/// name if something cannot be read.</summary>
internal abstract class PoolCall<TResult>(PoolCore core) : ShardCall<TResult>
{
    public sealed override async void Run()
    {
        if (!core.TryBegin())
        {
            Fail(new PoolException(PoolOutcome.Busy, "the pool is closed"));
            return;
        }

        try
        {
            Complete(await AnswerAsync());
        }
        catch (PoolException failure)
        {
            Fail(failure);
        }
        finally
        {
            core.End();
        }
    }

    protected abstract ValueTask<TResult> AnswerAsync();
}
