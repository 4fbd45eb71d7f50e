using Basalt.Runtime;
using Basalt.Runtime.Rings;

using BenchmarkDotNet.Attributes;

namespace Basalt.Perf.Micro.Runtime;

/// <summary>A message to a shard that sleeps in its ring, and its answer: the way to and fro between threads.</summary>
[MemoryDiagnoser]
public class MailboxBenchmark
{
    private ThreadShard? _shard;

    [GlobalSetup]
    public void Start() => _shard = ThreadShard.Start("mailbox", new RingDriver(), TimeProvider.System, seed: 1);

    [GlobalCleanup]
    public async Task EndAsync() => await _shard!.DisposeAsync();

    [Benchmark]
    public async Task<int> CallAsync()
    {
        var call = new Call();
        if (!_shard!.TryPost(call)) throw new InvalidOperationException("the mailbox is full");
        return await call.Answer;
    }

    private sealed class Call : ShardCall<int>
    {
        public override void Run() => Complete(1);
    }
}
