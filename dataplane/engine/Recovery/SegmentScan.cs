using Basalt.Device;
using Basalt.Engine.Format;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Recovery;

/// <summary>Reads the first block of every segment, many at a time: which are in use, and for what.</summary>
internal static class SegmentScan
{
    private const int ReadsInFlight = 64;

    public static async Task<List<SegmentHeaderFormat>> ReadAsync(IBlockDevice device, SuperblockFormat superblock)
    {
        var blocks = superblock.SegmentSize / FormatLimits.BlockSize;
        var count = (int)(device.BlockCount / blocks);
        var found = new List<SegmentHeaderFormat>();
        var next = 1;
        var slab = AlignedBuffer.Allocate(ReadsInFlight * FormatLimits.BlockSize);

        async Task WorkAsync(Memory<byte> buffer)
        {
            while (next < count)
            {
                var index = next++;
                var outcome = await device.ReadAsync(index * blocks, buffer);
                if (outcome != DeviceOutcome.Done)
                    throw new PoolException(PoolOutcome.Unreadable, $"{device.Name}: reading segment {index} answers {outcome}");
                if (SegmentHeaderFormat.TryRead(buffer.Span, superblock.PoolId, index, out var header)) found.Add(header);
            }
        }

        try
        {
            var workers = Enumerable.Range(0, ReadsInFlight)
                .Select(i => WorkAsync(slab.Memory.Slice(i * FormatLimits.BlockSize, FormatLimits.BlockSize)));
            await Task.WhenAll(workers);
        }
        finally
        {
            slab.Free();
        }

        found.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
        return found;
    }
}
