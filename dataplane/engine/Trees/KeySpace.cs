namespace Basalt.Engine.Trees;

/// <summary>The first byte of a key: what the rest of it names. FORMAT.md, section Keys.</summary>
internal enum KeySpace : byte
{
    Counter = 1,
    Name = 2,
    Layer = 3,
    Extent = 4,

    /// <summary>A layer without a seal that has extents in the tree.</summary>
    OpenLayer = 5,

    /// <summary>A layer that is gone, whose extents are being removed.</summary>
    DyingLayer = 6,
}
