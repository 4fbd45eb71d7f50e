namespace Basalt.Engine.Format;

/// <summary>What a segment in use holds. FORMAT.md, section Segment header.</summary>
internal enum SegmentKind : uint
{
    Free = 0,
    Metadata = 1,
    Bulk = 2,
}
