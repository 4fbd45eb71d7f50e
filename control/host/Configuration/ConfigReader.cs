using System.Collections;

namespace Basalt.Control.Host.Configuration;

/// <summary>Puts a value to every key: a flag beats the environment, that beats the file, that beats the
/// default.</summary>
internal static class ConfigReader
{
    /// <param name="file">The TOML file; null: none.</param>
    /// <param name="environment">All variables of the process.</param>
    /// <param name="flags">What the command line said.</param>
    public static IReadOnlyDictionary<ConfigKey, ConfigValue> Read(
        string? file, IDictionary environment, IReadOnlyDictionary<ConfigKey, ConfigValue> flags)
    {
        var values = ConfigKeys.All.ToDictionary(key => key, key => new ConfigValue(key.Default, "default"));
        if (file is not null) Overlay(values, TomlFile.Read(file));
        Overlay(values, ReadEnvironment(environment));
        foreach (var (key, value) in flags) ConfigValues.Check(key, value);
        Overlay(values, flags);
        return values;
    }

    private static Dictionary<ConfigKey, ConfigValue> ReadEnvironment(IDictionary environment)
    {
        var values = new Dictionary<ConfigKey, ConfigValue>();
        var sections = ConfigKeys.All.Select(key => $"BASALT_{key.Section.ToUpperInvariant()}_").Distinct().ToList();
        foreach (var name in environment.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            // Other variables may begin with our name and mean nothing to us; one of our sections is ours.
            if (!sections.Any(section => name.StartsWith(section, StringComparison.Ordinal))) continue;
            var key = ConfigKeys.All.FirstOrDefault(known => known.Environment == name);
            if (key is null)
            {
                var meant = Spelling.Nearest(name, ConfigKeys.All.Select(known => known.Environment));
                throw new ConfigException($"environment: unknown variable {name}; "
                    + (meant is null ? "`basalt config --explain` lists all" : $"did you mean {meant}?"));
            }

            var value = new ConfigValue((string?)environment[name] ?? "", $"environment {name}");
            ConfigValues.Check(key, value);
            values[key] = value;
        }

        return values;
    }

    private static void Overlay(
        Dictionary<ConfigKey, ConfigValue> values, IReadOnlyDictionary<ConfigKey, ConfigValue> above)
    {
        foreach (var (key, value) in above) values[key] = value;
    }
}
