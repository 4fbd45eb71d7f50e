namespace Basalt.Device;

/// <summary>What becomes of one write on a faulty device.</summary>
internal enum WriteFault
{
    None,

    /// <summary>Some beginning is written, and the answer says that it failed.</summary>
    Failed,

    /// <summary>Nothing is written, and the answer says done.</summary>
    Lost,

    /// <summary>Some beginning is written, and the answer says done.</summary>
    Torn,

    /// <summary>It is written somewhere else, and the answer says done.</summary>
    Misdirected,
}
