using Basalt.Device;
using Basalt.Engine.Format;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Recovery;

/// <summary>Reads and writes the two superblocks.</summary>
internal static class SuperblockStore
{
    /// <summary>The superblock that counts; a fresh one with generation 0 on a blank device.</summary>
    /// <exception cref="PoolException">There is something else on the device, or a pool whose superblocks are both
    /// broken.</exception>
    public static async Task<SuperblockFormat> ReadAsync(IBlockDevice device, PoolOptions options, Shard shard)
    {
        var first = await ReadBlockAsync(device, 0);
        var second = await ReadBlockAsync(device, FormatLimits.SecondSuperblock);
        var isFirst = SuperblockFormat.TryRead(first, out var best);
        var isSecond = SuperblockFormat.TryRead(second, out var other);
        if (!isFirst && !isSecond)
        {
            if (first.AsSpan().ContainsAnyExcept((byte)0) || second.AsSpan().ContainsAnyExcept((byte)0))
                throw new PoolException(
                    PoolOutcome.Unreadable, $"{device.Name}: neither superblock is intact, and it is not blank");
            return Make(device, options, shard);
        }

        if (!isFirst || !isSecond)
            options.Report($"{device.Name}: one of the two superblocks is broken; the other counts");
        if (!isFirst || (isSecond && IsNewer(other, best))) best = other;
        if (best.Version != FormatLimits.FormatVersion || best.PageSize != FormatLimits.PageSize)
            throw new PoolException(
                PoolOutcome.Unreadable,
                $"{device.Name}: the pool has format {best.Version} with pages of {best.PageSize} bytes; this version "
                + $"of Basalt reads format {FormatLimits.FormatVersion} with pages of {FormatLimits.PageSize} alone");
        return best;
    }

    /// <summary>Writes both copies, one after the other, each with a flush: one of them is always whole.</summary>
    public static async Task<DeviceOutcome> TryWriteAsync(IBlockDevice device, SuperblockFormat superblock)
    {
        var buffer = AlignedBuffer.Allocate(FormatLimits.BlockSize);
        var outcome = DeviceOutcome.Done;
        for (var copy = 0; copy < 2 && outcome == DeviceOutcome.Done; copy++)
        {
            (superblock with { Copy = (uint)copy }).Write(buffer.GetSpan());
            outcome = await device.WriteAsync(copy * FormatLimits.SecondSuperblock, buffer.Memory);
            if (outcome == DeviceOutcome.Done) outcome = await device.FlushAsync();
        }

        buffer.Free();
        return outcome;
    }

    private static bool IsNewer(in SuperblockFormat one, in SuperblockFormat other)
        => one.Generation > other.Generation;

    private static SuperblockFormat Make(IBlockDevice device, PoolOptions options, Shard shard)
    {
        if (options.SegmentSize is < FormatLimits.SegmentSizeMin or > FormatLimits.SegmentSizeMax
            || (options.SegmentSize & (options.SegmentSize - 1)) != 0)
            throw new ArgumentException($"a segment size of {options.SegmentSize} is not a power of two in the range");
        return new SuperblockFormat
        {
            Magic = SuperblockFormat.MagicValue,
            Version = FormatLimits.FormatVersion,
            PoolId = options.NewPoolId == 0 ? Draw(shard.Random) : options.NewPoolId,
            SegmentSize = options.SegmentSize,
            CreatedMs = shard.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            CopyCount = 1,
            PageSize = FormatLimits.PageSize,
        };
    }

    private static UInt128 Draw(Random random) => new((ulong)random.NextInt64(), (ulong)random.NextInt64());

    private static async Task<byte[]> ReadBlockAsync(IBlockDevice device, long block)
    {
        var buffer = AlignedBuffer.Allocate(FormatLimits.BlockSize);
        try
        {
            var outcome = await device.ReadAsync(block, buffer.Memory);
            if (outcome != DeviceOutcome.Done)
                throw new PoolException(
                    PoolOutcome.Unreadable, $"{device.Name}: reading block {block} answers {outcome}");
            return buffer.GetSpan().ToArray();
        }
        finally
        {
            buffer.Free();
        }
    }
}
