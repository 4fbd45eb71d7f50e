using Basalt.Device.Uring;
using Basalt.Engine;

using BenchmarkDotNet.Attributes;

namespace Basalt.Perf.Micro.Engine;

/// <summary>Durable commits of one 4 KiB value on a pool file in the
/// temporary folder, by so many callers at once.</summary>
[MemoryDiagnoser]
public class CommitBenchmark
{
    private const int CommitsPerCaller = 64;
    private const int NameCount = 4096;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"basalt-commits-{Environment.ProcessId}");
    private readonly byte[] _value = new byte[4096];
    private PoolFile? _file;
    private Pool? _pool;

    [Params(1, 32)]
    public int Callers { get; set; }

    [GlobalSetup]
    public async Task OpenAsync()
    {
        const long Size = 4L << 30;
        _file = PoolFile.Open(_path, Size, PoolFileMode.Auto, TimeProvider.System, seed: 1, Console.Error.WriteLine);
        _pool = await Pool.OpenAsync(_file.Device, _file.Shard, new PoolOptions());
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        if (_pool is not null) await _pool.DisposeAsync();
        if (_file is not null) await _file.DisposeAsync();
        File.Delete(_path);
    }

    /// <summary>The figure is that of a single commit.</summary>
    [Benchmark(OperationsPerInvoke = CommitsPerCaller)]
    public Task CommitAsync() => Task.WhenAll(Enumerable.Range(0, Callers).Select(CallAsync));

    private async Task CallAsync(int caller)
    {
        for (var i = 0; i < CommitsPerCaller; i++)
        {
            var name = BitConverter.GetBytes((caller * CommitsPerCaller + i) % NameCount);
            var result = await _pool!.CommitAsync(new Transaction().Put(name, default, _value), CancellationToken.None);
            if (result.Outcome != PoolOutcome.Done) throw new PoolException(result.Outcome, "a commit was refused");
        }
    }
}
