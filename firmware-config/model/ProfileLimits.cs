namespace Basalt.FirmwareConfig.Model;

/// <summary>Bounds of what a profile may hold.</summary>
public static class ProfileLimits
{
    /// <summary>Characters of a profile's text.</summary>
    public const int TextLengthMax = 64 * 1024;

    /// <summary>The highest processor number a profile may name; Linux itself is built for at most 8192.</summary>
    public const int ProcessorMax = 8191;
}
