namespace Basalt.Engine.Format;

/// <summary>What a record says. FORMAT.md, section Records.</summary>
internal enum RecordKind : byte
{
    Name = 1,
    NameGone = 2,
    Counter = 3,
    CounterGone = 4,
    LayerSealed = 5,
    LayerReleased = 6,
    LayerExtents = 7,
}
