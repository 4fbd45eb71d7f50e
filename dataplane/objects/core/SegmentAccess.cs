namespace Basalt.Objects.Core;

/// <summary>Says whether the caller may read segments that lie in this container.</summary>
public delegate bool SegmentAccess(ContainerInfo container);
