using System.Buffers.Binary;

using Basalt.Engine.Checksums;

namespace Basalt.Engine.Format;

/// <summary>The checksum that closes every header block: over the whole block, its own field taken as zero.</summary>
internal static class BlockSeal
{
    private const int ChecksumOffset = 12;

    public static void Close(Span<byte> block) =>
        BinaryPrimitives.WriteUInt32LittleEndian(block[ChecksumOffset..], Sum(block));

    public static bool IsIntact(ReadOnlySpan<byte> block)
        => BinaryPrimitives.ReadUInt32LittleEndian(block[ChecksumOffset..]) == Sum(block);

    private static uint Sum(ReadOnlySpan<byte> block)
    {
        var sum = Crc32c.Compute(block[..ChecksumOffset]);
        sum = Crc32c.Append(sum, [0, 0, 0, 0]);
        return Crc32c.Append(sum, block[(ChecksumOffset + sizeof(uint))..]);
    }
}
