using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Runtime.Buffers;

using BenchmarkDotNet.Attributes;

namespace Basalt.Perf.Micro.Device;

/// <summary>Reads of 4 KiB from a file in the temporary folder through its shard's ring, so many at once.</summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // BenchmarkDotNet calls CloseAsync, and derives from the class.
public class RingReadBenchmark
#pragma warning restore CA1001
{
    private const int ReadsPerInvoke = 4096;
    private const long Size = 64L << 20;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"basalt-reads-{Environment.ProcessId}");
    private PoolFile? _file;
    private AlignedBufferPool? _buffers;
    private AlignedBuffer[] _rented = [];

    [Params(1, 32)]
    public int Depth { get; set; }

    [GlobalSetup]
    public async Task OpenAsync()
    {
        await File.WriteAllBytesAsync(_path, new byte[Size]);
        _file = PoolFile.Open(_path, 0, PoolFileMode.Ring, TimeProvider.System, seed: 1, Console.Error.WriteLine);
        _buffers = new AlignedBufferPool("reads", IBlockDevice.BlockSize, Depth);
        _rented = [.. Enumerable.Range(0, Depth).Select(_ => _buffers.TryRent()!)];
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        foreach (var buffer in _rented) _buffers!.Return(buffer);
        _buffers!.Dispose();
        await _file!.Device.DisposeAsync();
        await _file.DisposeAsync();
        File.Delete(_path);
    }

    /// <summary>The figure is that of a single read; what it allocates is what an invocation of all of them
    /// does.</summary>
    [Benchmark(OperationsPerInvoke = ReadsPerInvoke)]
    public Task ReadAsync() => _file!.Shard.RunAsync(() => Task.WhenAll(_rented.Select(ReadManyAsync)));

    private async Task ReadManyAsync(AlignedBuffer buffer)
    {
        var device = _file!.Device;
        for (var i = 0; i < ReadsPerInvoke / Depth; i++)
        {
            var outcome = await device.ReadAsync(i * 7919L % device.BlockCount, buffer.Memory);
            if (outcome != DeviceOutcome.Done) throw new IOException(outcome.ToString());
        }
    }
}
