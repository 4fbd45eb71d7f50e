using Basalt.Device;
using Basalt.Engine.Checksums;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Trees;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Recovery;

/// <summary>Reads the table of segments that a checkpoint left.</summary>
internal static class TableStore
{
    /// <exception cref="PoolException">It cannot be read, or is not what the superblock says.</exception>
    public static async Task LoadAsync(PoolCore core, SegmentTable segments)
    {
        var superblock = core.Superblock;
        if (superblock.Table == 0)
        {
            segments.Load(default);
            return;
        }

        // A device that has grown has more segments than the table speaks of; one that has shrunk is refused.
        if (superblock.TableSize > segments.TableSize || superblock.TableSize < 0)
            throw Fail(core, "does not fit the device");
        var blocks = FormatLimits.BlocksOf(superblock.TableSize);
        var buffer = AlignedBuffer.Allocate(blocks * FormatLimits.BlockSize);
        try
        {
            var first = core.FirstBlockOf(PageAddress.SegmentOf(superblock.Table));
            var outcome = await core.Device.ReadAsync(
                first + PageAddress.PositionOf(superblock.Table), buffer.Memory);
            if (outcome != DeviceOutcome.Done) throw Fail(core, $"answers {outcome}");
            var table = buffer.GetSpan()[..superblock.TableSize];
            if (Crc32c.Compute(table) != superblock.TableChecksum) throw Fail(core, "has a wrong checksum");
            segments.Load(table);
        }
        finally
        {
            buffer.Free();
        }
    }

    private static PoolException Fail(PoolCore core, string what) => new(
        PoolOutcome.Unreadable, $"{core.Device.Name}: the table of segments at {core.Superblock.Table:x} {what}");
}
