namespace Basalt.Engine.Format;

/// <summary>What a segment holds. FORMAT.md, section Segment header.</summary>
internal enum SegmentKind : byte
{
    Free = 0,

    /// <summary>Records, in the order of their commits.</summary>
    Log = 1,

    /// <summary>Blocks of layers.</summary>
    Bulk = 2,

    /// <summary>Tree pages and tables of segments.</summary>
    Tree = 3,

    /// <summary>Nothing that counts; its header is still to be erased. In tables alone.</summary>
    Dead = 4,
}
