using Basalt.Device;

namespace Basalt.Engine.Format;

/// <summary>Sizes fixed by FORMAT.md.</summary>
internal static class FormatLimits
{
    public const int BlockSize = IBlockDevice.BlockSize;

    public const int BatchHeaderSize = 128;

    /// <summary>Payload blocks whose checksums fit into one header block.</summary>
    public const int PayloadBlockCountMax = (BlockSize - BatchHeaderSize) / sizeof(uint);

    public const int SegmentSizeMin = 256 * 1024;

    public const int SegmentSizeMax = 64 * 1024 * 1024;

    public const int SegmentSizeDefault = 16 * 1024 * 1024;

    /// <summary>Blocks 0 and 16 of the device: the two superblocks.</summary>
    public const int SecondSuperblock = 16;

    public const uint FormatVersion = 2;

    public const int EpochMax = (1 << 24) - 1;

    /// <summary>Blocks of a tree page.</summary>
    public const int PageBlockCount = 2;

    public const int PageSize = PageBlockCount * BlockSize;

    /// <summary>Bytes of extents in one record.</summary>
    public const int ExtentsSizeMax = 32 * 1024;

    public static int BlocksOf(long size) => (int)((size + BlockSize - 1) / BlockSize);
}
