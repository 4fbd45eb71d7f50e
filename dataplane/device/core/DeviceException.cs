namespace Basalt.Device;

/// <summary>A device could not be opened as asked; the operator must act.</summary>
public sealed class DeviceException : Exception
{
    public DeviceException(string message)
        : base(message)
    {
    }

    public DeviceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Another size would help.</summary>
    public bool IsOfSize { get; init; }
}
