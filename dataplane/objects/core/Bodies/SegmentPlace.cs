namespace Basalt.Objects.Core.Bodies;

/// <summary>Where one segment of a large object is, and which bytes of it count.</summary>
/// <remarks>The segment must still have this ETag and this size of all of it: it is another one otherwise.</remarks>
internal readonly record struct SegmentPlace(
    ContainerInfo Container, ObjectKey Key, long SizeOfAll, long Offset, long Size, string ETag);
