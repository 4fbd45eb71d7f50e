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
        if (best.Version != FormatLimits.FormatVersion)
            throw new PoolException(PoolOutcome.Unreadable, $"{device.Name}: format {best.Version} is not known here");
        return best;
    }

    public static async Task WriteAsync(IBlockDevice device, SuperblockFormat superblock)
    {
        var buffer = AlignedBuffer.Allocate(FormatLimits.BlockSize);
        try
        {
            for (var copy = 0; copy < 2; copy++)
            {
                (superblock with { Copy = (uint)copy }).Write(buffer.GetSpan());
                var outcome = await device.WriteAsync(copy * FormatLimits.SecondSuperblock, buffer.Memory);
                if (outcome == DeviceOutcome.Done) outcome = await device.FlushAsync();
                if (outcome != DeviceOutcome.Done)
                    throw new PoolException(
                        PoolOutcome.Unreadable, $"{device.Name}: writing a superblock answers {outcome}");
            }
        }
        finally
        {
            buffer.Free();
        }
    }

    private static bool IsNewer(in SuperblockFormat one, in SuperblockFormat other)
        => (one.Generation, one.PreviousTail).CompareTo((other.Generation, other.PreviousTail)) > 0;

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
