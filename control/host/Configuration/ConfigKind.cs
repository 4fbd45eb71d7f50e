namespace Basalt.Control.Host.Configuration;

/// <summary>What a configuration value may be.</summary>
internal enum ConfigKind
{
    Text,
    TextList,
    Boolean,
    Integer,
    Port,
    Address,
    Duration,
    Size,
    LogLevel,
    LogFormat,
    DeviceKind,
    FrontKind,
    DatabaseEngine,
}
