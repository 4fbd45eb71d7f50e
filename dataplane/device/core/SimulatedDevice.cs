using Basalt.Runtime.Simulation;

namespace Basalt.Device;

/// <summary>
/// A device that behaves as badly as a real one may. Writes end in any order; what no flush covered is lost at power
/// loss
/// block by block, in any subset; a write under way is torn between blocks; bits rot; the medium fails or fills on
/// demand.
/// Runs on a <see cref="SimulatedScheduler"/>, so the same seed does the same.
/// </summary>
/// <remarks>
/// The model: each block has one durable version and a list of versions since. A flush makes durable the versions whose
/// write had ended when it began. A block of 4,096 bytes is written whole or not at all.
/// </remarks>
public sealed class SimulatedDevice(long blockCount, Random random) : IBlockDevice
{
    private const int DelayTurnsMax = 4;

    private readonly Dictionary<long, byte[]> _durable = [];
    private readonly Dictionary<long, List<Version>> _unflushed = [];
    private long _clock;

    public long BlockCount { get; } = blockCount;

    public string Name => "simulated";

    /// <summary>Writes, flushes and discards begun so far: the moments at which power can be lost.</summary>
    public long EventCount { get; private set; }

    /// <summary>The event at which power is lost.</summary>
    public long PowerLossAt { get; set; } = long.MaxValue;

    /// <summary>From here on nothing is answered.</summary>
    public bool HasLostPower { get; private set; }

    /// <summary>Blocks that can still be allocated; the host is full below zero.</summary>
    public long AllocatableBlockCount { get; set; } = long.MaxValue;

    /// <summary>One in so many reads fails; 0: none.</summary>
    public int ReadFailureOneIn { get; set; }

    /// <summary>One in so many writes fails; 0: none.</summary>
    public int WriteFailureOneIn { get; set; }

    public async ValueTask<DeviceOutcome> ReadAsync(long block, Memory<byte> target)
    {
        DeviceRange.Check(this, block, target.Length);
        await DelayAsync();
        if (IsOneIn(ReadFailureOneIn)) return DeviceOutcome.Failed;
        for (var i = 0; i * IBlockDevice.BlockSize < target.Length; i++)
        {
            var span = target.Span.Slice(i * IBlockDevice.BlockSize, IBlockDevice.BlockSize);
            if (Latest(block + i) is { } bytes) bytes.CopyTo(span);
            else span.Clear();
        }

        return DeviceOutcome.Done;
    }

    public async ValueTask<DeviceOutcome> WriteAsync(long block, ReadOnlyMemory<byte> source)
    {
        DeviceRange.Check(this, block, source.Length);
        await CountEventAsync();
        if (IsOneIn(WriteFailureOneIn)) return DeviceOutcome.Failed;
        var versions = new List<Version>();
        for (var i = 0; i * IBlockDevice.BlockSize < source.Length; i++)
        {
            var bytes = source.Slice(i * IBlockDevice.BlockSize, IBlockDevice.BlockSize).ToArray();
            var version = new Version(bytes);
            versions.Add(version);
            if (!_unflushed.TryGetValue(block + i, out var list)) _unflushed[block + i] = list = [];
            list.Add(version);
        }

        await DelayAsync();
        var ended = ++_clock;
        foreach (var version in versions) version.EndedAt = ended;
        return DeviceOutcome.Done;
    }

    public async ValueTask<DeviceOutcome> FlushAsync()
    {
        var began = _clock;
        await CountEventAsync();
        await DelayAsync();
        foreach (var (block, versions) in _unflushed.ToArray())
        {
            var last = versions.FindLastIndex(version => version.EndedAt <= began);
            if (last < 0) continue;
            Keep(block, versions[last].Bytes);
            versions.RemoveRange(0, last + 1);
            if (versions.Count == 0) _unflushed.Remove(block);
        }

        return DeviceOutcome.Done;
    }

    public async ValueTask<DeviceOutcome> AllocateAsync(long block, long count, bool mayUseHostReserve = false)
    {
        DeviceRange.CheckBlocks(this, block, count);
        await DelayAsync();
        if (AllocatableBlockCount < count) return DeviceOutcome.OutOfSpace;
        AllocatableBlockCount -= count;
        return DeviceOutcome.Done;
    }

    /// <summary>Forgets some of the blocks, as the contract allows: zeros or what was there.</summary>
    public async ValueTask<DeviceOutcome> DiscardAsync(long block, long count)
    {
        DeviceRange.CheckBlocks(this, block, count);
        await CountEventAsync();
        for (var i = block; i < block + count; i++)
        {
            if (random.Next(3) == 0 || _unflushed.ContainsKey(i)) continue;
            _durable.Remove(i);
        }

        if (AllocatableBlockCount != long.MaxValue) AllocatableBlockCount += count;
        await DelayAsync();
        return DeviceOutcome.Done;
    }

    /// <summary>What is left after power was lost: of each unflushed block the durable version or any later
    /// one.</summary>
    public SimulatedDevice Restart(Random next)
    {
        foreach (var (block, versions) in _unflushed.OrderBy(static pair => pair.Key))
        {
            var pick = random.Next(-1, versions.Count);
            if (pick >= 0) Keep(block, versions[pick].Bytes);
        }

        var restarted = new SimulatedDevice(BlockCount, next);
        foreach (var (block, bytes) in _durable) restarted._durable[block] = bytes;
        return restarted;
    }

    /// <summary>Flips one bit of one block that was ever written; the block, or -1 on a blank device.</summary>
    public long Rot()
    {
        if (_durable.Count == 0) return -1;
        var block = _durable.Keys.Order().ElementAt(random.Next(_durable.Count));
        var bytes = _durable[block].ToArray();
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        _durable[block] = bytes;
        return block;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Keep(long block, byte[] bytes)
    {
        // Zeros are as good as nothing, and there are many.
        if (bytes.AsSpan().ContainsAnyExcept((byte)0)) _durable[block] = bytes;
        else _durable.Remove(block);
    }

    private byte[]? Latest(long block)
    {
        if (_unflushed.TryGetValue(block, out var versions)
            && versions.FindLast(static v => v.EndedAt != 0) is { } version)
            return version.Bytes;
        return _durable.GetValueOrDefault(block);
    }

    private bool IsOneIn(int count) => count > 0 && random.Next(count) == 0;

    private async ValueTask CountEventAsync()
    {
        if (++EventCount >= PowerLossAt) HasLostPower = true;
        await DelayAsync();
    }

    private async ValueTask DelayAsync()
    {
        if (HasLostPower) await new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;
        var turns = random.Next(DelayTurnsMax);
        for (var i = 0; i < turns; i++) await Task.Yield();
        if (HasLostPower) await new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;
    }

    private sealed class Version(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        /// <summary>When its write ended; 0 while under way.</summary>
        public long EndedAt { get; set; }
    }
}
