namespace Basalt.FirmwareConfig.Check;

public enum CheckState
{
    /// <summary>The host is as the profile asks.</summary>
    Met,

    /// <summary>Something preferred is missing.</summary>
    Advised,

    /// <summary>Something required is missing.</summary>
    Missing,
}
