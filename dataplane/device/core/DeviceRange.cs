using Basalt.Runtime;

namespace Basalt.Device;

/// <summary>The checks every device makes before it touches a block.</summary>
public static class DeviceRange
{
    /// <summary>Holds a transfer against the device's end and the block's size: callers compute both, so a miss is our
    /// bug.</summary>
    public static void Check(IBlockDevice device, long block, int size)
    {
        Invariant.Check(size > 0);
        Invariant.Check(size % IBlockDevice.BlockSize == 0);
        CheckBlocks(device, block, size / IBlockDevice.BlockSize);
    }

    public static void CheckBlocks(IBlockDevice device, long block, long count)
    {
        Invariant.Check(block >= 0);
        Invariant.Check(count > 0);
        Invariant.Check(block <= device.BlockCount - count);
    }
}
