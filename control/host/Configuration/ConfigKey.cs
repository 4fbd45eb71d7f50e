namespace Basalt.Control.Host.Configuration;

/// <summary>One setting: where it stands in the file, what it may be, what it is if nobody says.</summary>
/// <param name="Section">The TOML table.</param>
/// <param name="Name">The key in it.</param>
/// <param name="Kind">Which values make sense.</param>
/// <param name="Default">As it would be written in the environment.</param>
/// <param name="Flag">The command line's name for it.</param>
/// <param name="Meaning">For the operator.</param>
internal sealed record ConfigKey(
    string Section, string Name, ConfigKind Kind, string Default, string Flag, string Meaning)
{
    public string Path => $"{Section}.{Name}";

    public string Environment => $"BASALT_{Section.ToUpperInvariant()}_{Name.ToUpperInvariant()}";

    public string Expected => ConfigValues.Describe(Kind);
}
