namespace Basalt.Control.Host.Configuration;

/// <summary>A value as given, and by what: <c>basalt.toml:3:8</c>, an environment variable, a flag.</summary>
internal sealed record ConfigValue(string Text, string Source);
