namespace Basalt.Device.Uring;

/// <summary>How a pool file is reached.</summary>
public enum PoolFileMode
{
    /// <summary>By a ring and O_DIRECT if kernel and file system allow both, otherwise by plain calls, with one
    /// warning.</summary>
    Auto,

    /// <summary>By a ring and O_DIRECT, or not at all.</summary>
    Ring,

    /// <summary>By plain calls on a few threads.</summary>
    Plain,
}
