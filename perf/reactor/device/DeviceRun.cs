using System.Globalization;
using Basalt.Device;
using Basalt.Device.Uring;
using Basalt.Runtime.Buffers;
using HdrHistogram;

namespace Basalt.Perf.Reactor.Device;

/// <summary>Keeps so many operations under way on a file, through the data plane's device, on its shard.</summary>
internal sealed class DeviceRun
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);
    private static readonly long s_latencyMax = (long)TimeSpan.FromMinutes(1).TotalMicroseconds;

    private readonly Options _options;
    private readonly IBlockDevice _device;
    private readonly TimeProvider _clock;
    private readonly LongHistogram _latency = new(s_latencyMax, 3);
    private readonly long _blocksPerOperation;
    private readonly long _placeCount;
    private long _nextPlace;
    private long _operations;
    private bool _isOver;

    private DeviceRun(Options options, IBlockDevice device, TimeProvider clock)
    {
        (_options, _device, _clock) = (options, device, clock);
        _blocksPerOperation = options.BlockSize / IBlockDevice.BlockSize;
        _placeCount = device.BlockCount / _blocksPerOperation;
    }

    public static async Task<int> RunAsync(Options options)
    {
        await using var file = PoolFile.Open(
            options.File, 0, PoolFileMode.Ring, TimeProvider.System, seed: 1, Console.Error.WriteLine);
        await using var device = file.Device;
        var run = new DeviceRun(options, device, file.Shard.Time);
        Console.WriteLine(await file.Shard.RunAsync(run.MeasureAsync));
        return 0;
    }

    private async Task<string> MeasureAsync()
    {
        using var buffers = new AlignedBufferPool("device-run", _options.BlockSize, _options.Depth);
        var start = _clock.GetTimestamp();
        var workers = Enumerable.Range(0, _options.Depth).Select(n => WorkAsync(n, start, buffers)).ToArray();
        await Task.Delay(s_warmUp, _clock);
        _latency.Reset();
        var before = Figures.Take(_operations, _clock);
        await Task.Delay(TimeSpan.FromSeconds(_options.Seconds), _clock);
        var after = Figures.Take(_operations, _clock);
        _isOver = true;
        await Task.WhenAll(workers);
        var seconds = _clock.GetElapsedTime(before.Time, after.Time).TotalSeconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"operations {after.Operations - before.Operations} seconds {seconds:F4} "
            + $"cpu_us {(after.Cpu - before.Cpu).TotalMicroseconds:F0} allocated {after.Allocated - before.Allocated} "
            + $"p50_us {_latency.GetValueAtPercentile(50)} p99_us {_latency.GetValueAtPercentile(99)} "
            + $"p999_us {_latency.GetValueAtPercentile(99.9)}");
    }

    private async Task WorkAsync(int number, long start, AlignedBufferPool buffers)
    {
        var buffer = buffers.TryRent()!;
        var random = new Xorshift((ulong)number + 1);
        var isWrite = _options.Operation is DeviceOperation.RandWrite or DeviceOperation.Write;
        var isRandom = _options.Operation is DeviceOperation.RandRead or DeviceOperation.RandWrite;
        new Random(number).NextBytes(buffer.Memory.Span);
        var interval = _options.Rate > 0 ? (double)_clock.TimestampFrequency * _options.Depth / _options.Rate : 0;
        for (long done = 0; !_isOver; done++)
        {
            var from = _clock.GetTimestamp();
            if (interval > 0)
            {
                // An operation counts from when it was due: a slow one does not hide those that wait behind it.
                from = start + (long)(((double)number / _options.Depth + done) * interval);
                var wait = _clock.GetElapsedTime(_clock.GetTimestamp(), from);
                if (wait > TimeSpan.Zero) await Task.Delay(wait, _clock);
            }

            var place = isRandom ? (long)random.Below((ulong)_placeCount) : _nextPlace++ % _placeCount;
            var block = place * _blocksPerOperation;
            var outcome = isWrite
                ? await _device.WriteAsync(block, buffer.Memory)
                : await _device.ReadAsync(block, buffer.Memory);
            if (outcome != DeviceOutcome.Done) throw new IOException($"block {block}: {outcome}");
            _operations++;
            var latency = (long)_clock.GetElapsedTime(from).TotalMicroseconds;
            _latency.RecordValue(Math.Clamp(latency, 0, s_latencyMax));
        }

        buffers.Return(buffer);
    }

    private readonly record struct Figures(long Operations, long Time, TimeSpan Cpu, long Allocated)
    {
        public static Figures Take(long operations, TimeProvider clock) => new(
            operations, clock.GetTimestamp(), Environment.CpuUsage.TotalTime,
            GC.GetAllocatedBytesForCurrentThread());
    }
}
