using Basalt.Device;
using Basalt.Engine;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Trees;
using Basalt.Runtime;

using BenchmarkDotNet.Attributes;

namespace Basalt.Perf.Micro.Engine;

/// <summary>The tree with all its pages cached: a look-up, and a change of what is there.</summary>
[MemoryDiagnoser]
public class TreeBenchmark : IDisposable
{
    private const int SegmentCount = 64;
    private const int KeySize = 40;

    private readonly byte[] _value = new byte[80];
    private readonly byte[] _key = new byte[KeySize];
    private ThreadShard? _shard;
    private PoolCore? _core;
    private PageCache? _cache;
    private Tree? _tree;
    private int _next;

    [Params(10_000, 1_000_000)]
    public int Keys { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var options = new PoolOptions();
        var blocks = options.SegmentSize / FormatLimits.BlockSize;
        _shard = ThreadShard.Start("tree", new SignalDriver(), TimeProvider.System, seed: 1);
        var superblock = new SuperblockFormat { SegmentSize = options.SegmentSize, Epoch = 1 };
        _core = new PoolCore(new MemoryDevice(SegmentCount * blocks), _shard, options, superblock);
        var segments = new SegmentTable(SegmentCount);
        segments.Load(default);
        _cache = new PageCache(_core, segments);
        _tree = new Tree(_cache);
        for (var i = 0; i < Keys; i++) _tree.TryPut(NextKey(), _value);
    }

    [Benchmark]
    public bool Find() => _tree!.TryFind(NextKey(), out _);

    [Benchmark]
    public bool Replace() => _tree!.TryPut(NextKey(), _value);

    [GlobalCleanup]
    public void Dispose()
    {
        _cache?.Dispose();
        _core?.Dispose();
        _shard?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Each of the keys once in a round, in an order that looks random.</summary>
    private byte[] NextKey()
    {
        _next = (_next + 1) % Keys;
        BitConverter.TryWriteBytes(_key.AsSpan(KeySize - sizeof(ulong)), (ulong)_next * 0x9E37_79B9_7F4A_7C15);
        return _key;
    }
}
