using System.Runtime.InteropServices;

using Basalt.Engine.Format;
using Basalt.Engine.Trees;

using Xunit;

namespace Basalt.Tests.Unit.Engine;

/// <summary>What is written is read back, and with any one bit flipped it is refused.</summary>
public class FormatTests
{
    private const int SegmentBlockCount = 256;

    private static readonly UInt128 PoolId = new(0x1122_3344_5566_7788, 0x99AA_BBCC_DDEE_FF00);

    private static readonly SegmentHeaderFormat Segment = new()
    {
        Magic = SegmentHeaderFormat.MagicValue,
        Kind = SegmentKind.Log,
        PoolId = PoolId,
        Index = 7,
        Epoch = 3,
        Sequence = (3UL << 32) | 9,
        FirstBatch = (3UL << 40) | 5,
        NextIndex = 12,
        NextSequence = (3UL << 32) | 10,
    };

    private delegate bool Reader(ReadOnlySpan<byte> block);

    [Fact]
    public void A_superblock_comes_back()
    {
        var block = new byte[FormatLimits.BlockSize];
        var written = new SuperblockFormat
        {
            Magic = SuperblockFormat.MagicValue,
            Version = FormatLimits.FormatVersion,
            PoolId = PoolId,
            Generation = 12,
            SegmentSize = 1 << 24,
            CapacitySize = 1L << 40,
            CreatedMs = 1_700_000_000_000,
            Copy = 1,
            CopyCount = 1,
            Epoch = 5,
            Root = (7UL << 32) | 3,
            NameCount = 1000,
            Table = (7UL << 32) | 5,
            TableSize = 4096,
            TableChecksum = 1,
            Log = new LogPosition(9, 11, (5UL << 32) | 2, (5UL << 40) | 17),
            PageSize = FormatLimits.PageSize,
        };
        written.Write(block);
        Assert.True(SuperblockFormat.TryRead(block, out var read));
        read.Checksum = 0;
        Assert.Equal(written, read);
        AssertEachFlipIsRefused(block, static bytes => SuperblockFormat.TryRead(bytes, out _));
    }

    [Fact]
    public void A_segment_header_comes_back()
    {
        var block = new byte[FormatLimits.BlockSize];
        Segment.Write(block);
        Assert.True(SegmentHeaderFormat.TryRead(block, PoolId, 7, out var read));
        read.Checksum = 0;
        Assert.Equal(Segment, read);
        Assert.False(SegmentHeaderFormat.TryRead(block, PoolId, 8, out _));
        Assert.False(SegmentHeaderFormat.TryRead(block, PoolId + 1, 7, out _));
        AssertEachFlipIsRefused(block, static bytes => SegmentHeaderFormat.TryRead(bytes, PoolId, 7, out _));
    }

    [Fact]
    public void A_batch_header_comes_back_at_its_own_place_alone()
    {
        var payload = Pattern(3 * FormatLimits.BlockSize);
        var block = new byte[FormatLimits.BlockSize];
        BatchHeaderFormat.SumPayload(block, payload);
        var written = new BatchHeaderFormat
        {
            Magic = BatchHeaderFormat.MagicValue,
            Kind = Segment.Kind,
            PoolId = PoolId,
            SegmentSequence = Segment.Sequence,
            Position = 20,
            BlockCount = 3,
            Sequence = Segment.FirstBatch,
            GroupFirst = Segment.FirstBatch,
            Epoch = Segment.Epoch,
            Flags = BatchHeaderFormat.LastOfGroup,
            RecordCount = 4,
            HeadsSize = 400,
            ValuesSize = 5000,
        };
        written.Write(block);
        Assert.True(BatchHeaderFormat.TryRead(block, Segment, 20, SegmentBlockCount, out var read));
        read.Checksum = 0;
        Assert.Equal(written, read);
        Assert.False(BatchHeaderFormat.TryRead(block, Segment, 21, SegmentBlockCount, out _));
        Assert.False(BatchHeaderFormat.TryRead(block, Segment, 20, 23, out _));
        AssertEachFlipIsRefused(
            block, static bytes => BatchHeaderFormat.TryRead(bytes, Segment, 20, SegmentBlockCount, out _));
        for (var i = 0; i < 3; i++)
        {
            var part = payload.AsSpan(i * FormatLimits.BlockSize, FormatLimits.BlockSize).ToArray();
            var index = i;
            Assert.True(BatchHeaderFormat.IsIntact(block, index, part));
            AssertEachFlipIsRefused(part, bytes => BatchHeaderFormat.IsIntact(block, index, bytes));
        }
    }

    [Fact]
    public void Records_come_back_one_after_the_other()
    {
        var heads = new byte[1000];
        var size = 0;
        for (var i = 0; i < 5; i++)
        {
            var record = new RecordFormat
            {
                Kind = RecordKind.Name, NameSize = (ushort)(i + 1), SummarySize = (ushort)(i * 3), Version = 40,
            };
            record.Write(heads.AsSpan(size), Pattern(i + 1), Pattern(i * 3));
            size += record.FullSize;
            Assert.Equal(0, size % 8);
        }

        ReadOnlySpan<byte> rest = heads.AsSpan(0, size);
        for (var i = 0; i < 5; i++)
        {
            Assert.True(RecordFormat.TryRead(ref rest, out var record, out var name, out var summary));
            Assert.Equal(40UL, record.Version);
            Assert.True(name.SequenceEqual(Pattern(i + 1)));
            Assert.True(summary.SequenceEqual(Pattern(i * 3)));
        }

        Assert.True(rest.IsEmpty);
        ReadOnlySpan<byte> torn = heads.AsSpan(0, RecordFormat.HeadSize);
        Assert.False(RecordFormat.TryRead(ref torn, out _, out _, out _));
    }

    [Fact]
    public void A_tree_page_comes_back_at_its_own_place_alone()
    {
        const ulong Address = (3UL << 32) | 5;
        var bytes = new byte[FormatLimits.PageSize];
        Page.Make(bytes, level: 0, Pattern(20), prefixSize: 7);
        TreePageFormat.Close(bytes, PoolId, segmentSequence: 4, Address);
        Assert.True(TreePageFormat.IsIntact(bytes, PoolId, 4, Address));
        Assert.False(TreePageFormat.IsIntact(bytes, PoolId, 5, Address));
        Assert.False(TreePageFormat.IsIntact(bytes, PoolId, 4, Address + 2));
        AssertEachFlipIsRefused(bytes, static page => TreePageFormat.IsIntact(page, PoolId, 4, Address));
    }

    [Fact]
    public void The_structures_have_the_sizes_that_the_format_draws()
    {
        Assert.Equal(144, Marshal.SizeOf<SuperblockFormat>());
        Assert.Equal(88, Marshal.SizeOf<SegmentHeaderFormat>());
        Assert.Equal(128, Marshal.SizeOf<BatchHeaderFormat>());
        Assert.Equal(64, Marshal.SizeOf<TreePageFormat>());
        Assert.Equal(16, Marshal.SizeOf<SegmentUseFormat>());
        Assert.Equal(32, Marshal.SizeOf<ExtentFormat>());
        Assert.Equal(24, Marshal.SizeOf<LogPosition>());
    }

    private static void AssertEachFlipIsRefused(byte[] bytes, Reader reader)
    {
        Assert.True(reader(bytes));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            if (reader(bytes)) Assert.Fail($"bit {bit} was flipped, and nothing refused it");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static byte[] Pattern(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
