namespace Basalt.FirmwareConfig.Model;

/// <summary>How a host fares without it.</summary>
public enum Necessity
{
    /// <summary>Works, but slower or with less: `prefer`.</summary>
    Preferred,

    /// <summary>Does not work: `require`.</summary>
    Required,
}
