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
                    throw new PoolException(
                        PoolOutcome.Unreadable, $"{device.Name}: reading segment {index} answers {outcome}");
                if (SegmentHeaderFormat.TryRead(buffer.Span, superblock.PoolId, index, out var header))
                    found.Add(header);
                else if (buffer.Span.ContainsAnyExcept((byte)0)) await JudgeAsync(index, buffer);
            }
        }

        // Not zero and not a header: was there a segment behind it? A lost header of a new one has nothing behind it.
        async Task JudgeAsync(int index, Memory<byte> buffer)
        {
            for (var position = 1; position < blocks; position++)
            {
                var outcome = await device.ReadAsync((index * blocks) + position, buffer);
                if (outcome == DeviceOutcome.Done
                    && !BatchHeaderFormat.IsOfPool(buffer.Span, superblock.PoolId, position))
                    continue;
                throw new PoolException(
                    PoolOutcome.Unreadable,
                    $"{device.Name}: the header of segment {index} is damaged, and batches stand behind it");
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
