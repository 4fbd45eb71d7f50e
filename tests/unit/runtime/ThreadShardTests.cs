using Basalt.Runtime;

using Xunit;

namespace Basalt.Tests.Unit.Runtime;

public class ThreadShardTests
{
    [Fact]
    public async Task Messages_run_in_the_order_they_were_sent()
    {
        await using var shard = ThreadShard.Start("test", new SignalDriver(), TimeProvider.System, seed: 1);
        var seen = new List<int>();
        for (var i = 0; i < 10_000; i++)
        {
            var number = i;
            Assert.True(shard.TryPost(new Work(() => seen.Add(number))));
        }

        await shard.RunAsync(static () => Task.CompletedTask);
        Assert.Equal(Enumerable.Range(0, 10_000), seen);
    }

    [Fact]
    public async Task A_full_mailbox_refuses_and_takes_again_once_it_is_read()
    {
        await using var shard = ThreadShard.Start("test", new SignalDriver(), TimeProvider.System, seed: 1);
        using var isBusy = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        var cancellation = TestContext.Current.CancellationToken;
        var count = 0;
        shard.TryPost(new Work(() =>
        {
            isBusy.Set();
            mayGoOn.Wait(cancellation);
        }));
        isBusy.Wait(cancellation);
        for (var i = 0; i < ShardLimits.MailboxLengthMax; i++) Assert.True(shard.TryPost(new Work(() => count++)));
        Assert.False(shard.TryPost(new Work(() => count++)));
        mayGoOn.Set();
        var lastRan = new TaskCompletionSource();
        while (!shard.TryPost(new Work(lastRan.SetResult))) await Task.Yield();
        await lastRan.Task;
        Assert.Equal(ShardLimits.MailboxLengthMax, count);
    }

    private sealed class Work(Action action) : IShardWork
    {
        public void Run() => action();
    }
}
