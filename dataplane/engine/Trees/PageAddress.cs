namespace Basalt.Engine.Trees;

/// <summary>Names a page: segment and block of its place on the device, or a number while it is dirty and has no place
/// yet. Zero is no page.</summary>
internal static class PageAddress
{
    private const ulong Dirty = 1UL << 63;

    public static ulong Of(int segment, int position) => ((ulong)segment << 32) | (uint)position;

    public static ulong OfDirty(ulong number) => Dirty | number;

    public static bool IsDirty(ulong address) => (address & Dirty) != 0;

    public static int SegmentOf(ulong address) => (int)(address >> 32);

    public static int PositionOf(ulong address) => (int)(uint)address;
}
