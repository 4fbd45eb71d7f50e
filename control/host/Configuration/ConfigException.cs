namespace Basalt.Control.Host.Configuration;

/// <summary>The operator's configuration is wrong. The message says where, and what would be right.</summary>
internal sealed class ConfigException(string message) : Exception(message);
