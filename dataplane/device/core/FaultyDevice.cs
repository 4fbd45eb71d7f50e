using Basalt.Runtime.Buffers;

namespace Basalt.Device;

/// <summary>Puts mistakes between a caller and any device, by a seeded random: what a real medium does on a bad day.
/// The device below is disposed with it.</summary>
/// <param name="inner">The device that keeps what arrives.</param>
/// <param name="faults">What goes wrong, and how often.</param>
/// <param name="random">Picks the operations; the shard's alone.</param>
/// <param name="time">For stalls.</param>
public sealed class FaultyDevice(IBlockDevice inner, DeviceFaults faults, Random random, TimeProvider time)
    : IBlockDevice
{
    private const int SectorSize = 512;

    public long BlockCount => inner.BlockCount;

    public string Name => $"faulty {inner.Name}";

    public async ValueTask<DeviceOutcome> ReadAsync(long block, Memory<byte> target)
    {
        await StallAsync();
        if (faults.IsLost || DeviceFaults.IsOneIn(faults.ReadFailureOneIn, random)) return DeviceOutcome.Failed;
        var outcome = await inner.ReadAsync(block, target);
        return outcome == DeviceOutcome.Done && DeviceFaults.IsOneIn(faults.BitRotOneIn, random)
            ? await RotAsync(block, target)
            : outcome;
    }

    public async ValueTask<DeviceOutcome> WriteAsync(long block, ReadOnlyMemory<byte> source)
    {
        DeviceRange.Check(this, block, source.Length);
        await StallAsync();
        var fault = faults.DrawWrite(random);
        if (faults.IsLost) return DeviceOutcome.Failed;
        return fault switch
        {
            WriteFault.None => await inner.WriteAsync(block, source),
            WriteFault.Failed => await TearAsync(block, source, DeviceOutcome.Failed),
            WriteFault.Lost => DeviceOutcome.Done,
            WriteFault.Torn => await TearAsync(block, source, DeviceOutcome.Done),
            WriteFault.Misdirected => await inner.WriteAsync(Elsewhere(source.Length), source),
        };
    }

    public async ValueTask<DeviceOutcome> FlushAsync()
    {
        await StallAsync();
        return faults.IsLost || DeviceFaults.IsOneIn(faults.FlushFailureOneIn, random)
            ? DeviceOutcome.Failed
            : await inner.FlushAsync();
    }

    public async ValueTask<DeviceOutcome> AllocateAsync(long block, long count, bool mayUseHostReserve = false)
    {
        await StallAsync();
        if (faults.IsLost) return DeviceOutcome.Failed;
        return faults.IsFull
            ? DeviceOutcome.OutOfSpace
            : await inner.AllocateAsync(block, count, mayUseHostReserve);
    }

    public async ValueTask<DeviceOutcome> DiscardAsync(long block, long count)
    {
        await StallAsync();
        return faults.IsLost ? DeviceOutcome.Failed : await inner.DiscardAsync(block, count);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private long Elsewhere(int size) => random.NextInt64(BlockCount - (size / IBlockDevice.BlockSize) + 1);

    private async ValueTask StallAsync()
    {
        if (faults.DrawStall(random) is var stall && stall > TimeSpan.Zero) await Task.Delay(stall, time);
    }

    /// <summary>Turns a bit of what was read over and puts the block back so.</summary>
    private async ValueTask<DeviceOutcome> RotAsync(long block, Memory<byte> target)
    {
        var index = random.Next(target.Length / IBlockDevice.BlockSize);
        var rotten = target.Slice(index * IBlockDevice.BlockSize, IBlockDevice.BlockSize);
        rotten.Span[random.Next(rotten.Length)] ^= (byte)(1 << random.Next(8));
        return await inner.WriteAsync(block + index, rotten);
    }

    /// <summary>Writes up to a sector, whole blocks first and then what is left into the block that was
    /// there.</summary>
    private async ValueTask<DeviceOutcome> TearAsync(long block, ReadOnlyMemory<byte> source, DeviceOutcome answer)
    {
        var size = random.Next(source.Length / SectorSize) * SectorSize;
        var (blocks, rest) = Math.DivRem(size, IBlockDevice.BlockSize);
        if (blocks > 0) await inner.WriteAsync(block, source[..(size - rest)]);
        if (rest == 0) return answer;
        var torn = AlignedBuffer.Allocate(IBlockDevice.BlockSize);
        await inner.ReadAsync(block + blocks, torn.Memory);
        source.Span.Slice(size - rest, rest).CopyTo(torn.GetSpan());
        await inner.WriteAsync(block + blocks, torn.Memory);
        torn.Free();
        return answer;
    }
}
