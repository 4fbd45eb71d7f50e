using System.IO.Hashing;

using Basalt.Engine.Checksums;

using BenchmarkDotNet.Attributes;

namespace Basalt.Perf.Micro.Engine;

/// <summary>The checksum that every block read and written pays, beside the framework's CRC-32.</summary>
[MemoryDiagnoser]
public class ChecksumBenchmark
{
    private byte[] _bytes = [];

    /// <summary>Bytes: a block, and a bulk batch.</summary>
    [Params(4096, 1024 * 1024)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _bytes = new byte[Size];
        new Random(1).NextBytes(_bytes);
    }

    [Benchmark(Baseline = true)]
    public uint FrameworkCrc32() => Crc32.HashToUInt32(_bytes);

    [Benchmark]
    public uint PoolCrc32c() => Crc32c.Compute(_bytes);
}
