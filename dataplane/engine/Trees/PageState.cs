namespace Basalt.Engine.Trees;

/// <summary>What a frame of the page cache holds.</summary>
internal enum PageState
{
    /// <summary>Nothing.</summary>
    Free,

    /// <summary>A page that is being read.</summary>
    Loading,

    /// <summary>A page as it is on the device, checked.</summary>
    Clean,

    /// <summary>A page that has changed since the last checkpoint began; it has no place on the device.</summary>
    Dirty,

    /// <summary>A page of the checkpoint that is being written: it does not change.</summary>
    Writing,
}
