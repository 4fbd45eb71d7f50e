using System.Collections;

using Basalt.Runtime.Simulation;

namespace Basalt.Device;

/// <summary>
/// A device that behaves as badly as a real one may. Writes end in any order; what no flush covered is lost at power
/// loss in any part; a write under way is torn; bits rot; the medium stalls, fails, lies or fills on demand. Runs on a
/// <see cref="SimulatedScheduler"/>, so the same seed does the same.
/// </summary>
/// <remarks>
/// The model: each block has one durable version and a list of versions since. A flush makes durable the versions whose
/// write had ended when it began. What ended is whole; what was under way may be torn at a sector.
/// </remarks>
public sealed class SimulatedDevice : IBlockDevice
{
    private const int DelayTurnsMax = 4;
    private const int SectorSize = 512;

    /// <summary>Bytes of a write that go into the trace: the head of whatever is written tells of the rest.</summary>
    private const int TracedSizeMax = 512;

    private readonly SimulatedMedium _medium;
    private readonly Random _random;
    private readonly BitArray _taken;

    public SimulatedDevice(long blockCount, Random random)
        : this(new SimulatedMedium(), new BitArray((int)blockCount), random)
    {
    }

    private SimulatedDevice(SimulatedMedium medium, BitArray taken, Random random)
    {
        (_medium, _taken, _random) = (medium, taken, random);
        BlockCount = taken.Length;
        foreach (bool isTaken in taken) TakenBlockCount += isTaken ? 1 : 0;
    }

    private enum TracedVerb
    {
        Read = 1,
        Write,
        Flush,
        Allocate,
        Discard,
    }

    public long BlockCount { get; }

    public string Name => "simulated";

    /// <summary>What goes wrong beside the loss of power; nothing unless told.</summary>
    public DeviceFaults Faults { get; set; } = new();

    /// <summary>Where its events become part of the trace, and whose clock its stalls take; without one it does not
    /// stall.</summary>
    public SimulatedScheduler? Scheduler { get; set; }

    /// <summary>Operations asked of it so far.</summary>
    public long OperationCount { get; private set; }

    /// <summary>Writes, flushes and discards begun so far: the moments at which power can be lost.</summary>
    public long EventCount { get; private set; }

    /// <summary>Flushes begun so far.</summary>
    public long FlushCount { get; private set; }

    /// <summary>The event at which power is lost.</summary>
    public long PowerLossAt { get; set; } = long.MaxValue;

    /// <summary>The flush during which power is lost: when most is at stake.</summary>
    public long PowerLossAtFlush { get; set; } = long.MaxValue;

    /// <summary>From here on nothing is answered.</summary>
    public bool HasLostPower { get; private set; }

    /// <summary>Blocks that take room on the host.</summary>
    public long TakenBlockCount { get; private set; }

    /// <summary>Blocks that may take room; below <see cref="TakenBlockCount"/> the host is full.</summary>
    public long SpaceBlockCount { get; set; } = long.MaxValue / 2;

    /// <summary>Blocks beyond, for who may use what the host keeps free.</summary>
    public long HostReserveBlockCount { get; set; }

    public async ValueTask<DeviceOutcome> ReadAsync(long block, Memory<byte> target)
    {
        DeviceRange.Check(this, block, target.Length);
        Trace(TracedVerb.Read, block, target.Length);
        await DelayAsync();
        if (Faults.IsLost || DeviceFaults.IsOneIn(Faults.ReadFailureOneIn, _random)) return DeviceOutcome.Failed;
        if (DeviceFaults.IsOneIn(Faults.BitRotOneIn, _random))
            _medium.Rot(block + _random.Next(target.Length / IBlockDevice.BlockSize), _random);
        _medium.Read(block, target.Span);
        return DeviceOutcome.Done;
    }

    public async ValueTask<DeviceOutcome> WriteAsync(long block, ReadOnlyMemory<byte> source)
    {
        DeviceRange.Check(this, block, source.Length);
        Trace(TracedVerb.Write, block, source.Length);
        Scheduler?.Trace(source.Span[..Math.Min(source.Length, TracedSizeMax)]);
        await CountEventAsync();
        if (Faults.IsLost) return DeviceOutcome.Failed;
        if (!TryTake(block, source.Length / IBlockDevice.BlockSize, mayUseHostReserve: true))
            return DeviceOutcome.OutOfSpace;
        return Faults.DrawWrite(_random) switch
        {
            WriteFault.None => await StoreAsync(block, source),
            WriteFault.Failed => await TearAsync(block, source, DeviceOutcome.Failed),
            WriteFault.Lost => DeviceOutcome.Done,
            WriteFault.Torn => await TearAsync(block, source, DeviceOutcome.Done),
            WriteFault.Misdirected => await StoreAsync(
                _random.NextInt64(BlockCount - (source.Length / IBlockDevice.BlockSize) + 1), source),
        };
    }

    public async ValueTask<DeviceOutcome> FlushAsync()
    {
        Trace(TracedVerb.Flush, 0, 0);
        var endedCount = _medium.EndedCount;
        if (++FlushCount >= PowerLossAtFlush) HasLostPower = true;
        await CountEventAsync();
        await DelayAsync();
        if (Faults.IsLost) return DeviceOutcome.Failed;
        if (DeviceFaults.IsOneIn(Faults.FlushFailureOneIn, _random))
        {
            _medium.FailFlush(_random);
            return DeviceOutcome.Failed;
        }

        _medium.Flush(endedCount);
        return DeviceOutcome.Done;
    }

    public async ValueTask<DeviceOutcome> AllocateAsync(long block, long count, bool mayUseHostReserve = false)
    {
        DeviceRange.CheckBlocks(this, block, count);
        Trace(TracedVerb.Allocate, block, count);
        await DelayAsync();
        if (Faults.IsLost) return DeviceOutcome.Failed;
        return !Faults.IsFull && TryTake(block, count, mayUseHostReserve)
            ? DeviceOutcome.Done
            : DeviceOutcome.OutOfSpace;
    }

    /// <summary>Forgets some of the blocks, as the contract allows: zeros or what was there.</summary>
    public async ValueTask<DeviceOutcome> DiscardAsync(long block, long count)
    {
        DeviceRange.CheckBlocks(this, block, count);
        Trace(TracedVerb.Discard, block, count);
        await CountEventAsync();
        if (Faults.IsLost) return DeviceOutcome.Failed;
        for (var i = block; i < block + count; i++)
        {
            if (_taken[(int)i]) TakenBlockCount--;
            _taken[(int)i] = false;
            if (_random.Next(3) != 0) _medium.Forget(i);
        }

        await DelayAsync();
        return DeviceOutcome.Done;
    }

    /// <summary>What is there after the machine lost power: of what no flush covered any part. This one is never used
    /// again.</summary>
    public SimulatedDevice Restart(Random next)
    {
        _medium.LosePower(_random);
        return new SimulatedDevice(_medium, _taken, next);
    }

    /// <summary>What is there after the process was killed: what had ended, and of what was under way any write or
    /// none of it. This one is never used again.</summary>
    public SimulatedDevice Reopen(Random next)
    {
        _medium.LoseProcess(_random);
        return new SimulatedDevice(_medium, _taken, next);
    }

    /// <summary>Flips one bit of one durable block; the block, or -1 on a blank device.</summary>
    public long Rot() => _medium.Rot(_random);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<DeviceOutcome> StoreAsync(long block, ReadOnlyMemory<byte> source)
    {
        var versions = _medium.Begin(block, source.Span);
        await DelayAsync();
        _medium.End(versions);
        return DeviceOutcome.Done;
    }

    private async ValueTask<DeviceOutcome> TearAsync(long block, ReadOnlyMemory<byte> source, DeviceOutcome answer)
    {
        var size = _random.Next(source.Length / SectorSize) * SectorSize;
        var torn = new byte[source.Length];
        _medium.Read(block, torn);
        source.Span[..size].CopyTo(torn);
        await StoreAsync(block, torn);
        return answer;
    }

    private bool TryTake(long block, long count, bool mayUseHostReserve)
    {
        var needed = 0;
        for (var i = block; i < block + count; i++) needed += _taken[(int)i] ? 0 : 1;
        if (needed == 0) return true;
        var space = SpaceBlockCount + (mayUseHostReserve ? HostReserveBlockCount : 0);
        if (TakenBlockCount + needed > space) return false;
        for (var i = block; i < block + count; i++) _taken[(int)i] = true;
        TakenBlockCount += needed;
        return true;
    }

    private void Trace(TracedVerb verb, long block, long count)
    {
        OperationCount++;
        Scheduler?.Trace(((ulong)verb << 56) ^ ((ulong)block << 24) ^ (ulong)count);
    }

    private async ValueTask CountEventAsync()
    {
        if (++EventCount >= PowerLossAt) HasLostPower = true;
        await DelayAsync();
    }

    private async ValueTask DelayAsync()
    {
        if (HasLostPower) await NeverAsync();
        var turns = _random.Next(DelayTurnsMax);
        for (var i = 0; i < turns; i++) await Task.Yield();
        if (Scheduler is { } scheduler && Faults.DrawStall(_random) is var stall && stall > TimeSpan.Zero)
            await Task.Delay(stall, scheduler.Time);
        if (HasLostPower) await NeverAsync();
    }

    private static Task NeverAsync()
        => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;
}
