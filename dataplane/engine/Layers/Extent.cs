namespace Basalt.Engine.Layers;

/// <summary>A run of a layer's blocks and the place of the batch that holds it: the batch's header, then the
/// blocks.</summary>
internal readonly record struct Extent(long FirstBlock, int BlockCount, int Segment, int Position);
