using System.Text.RegularExpressions;

namespace Basalt.Control.Host.Configuration;

/// <summary>Where control's tables are.</summary>
/// <param name="Engine">sqlite, postgresql or mariadb.</param>
/// <param name="Connection">How the server is reached, without a password; empty for sqlite.</param>
/// <param name="PasswordPath">The file that holds it; null if the server asks for none.</param>
internal sealed partial record DatabaseSettings(string Engine, string Connection, string? PasswordPath)
{
    public static DatabaseSettings Sqlite { get; } = new("sqlite", "", null);

    /// <summary>It is reached over a network, and may refuse.</summary>
    public bool IsServer => Engine != Sqlite.Engine;

    /// <summary>Throws <see cref="ConfigException"/> if the values do not go together.</summary>
    public static DatabaseSettings From(string engine, ConfigValue connection, string? passwordPath)
    {
        var isServer = engine != Sqlite.Engine;
        if (isServer && connection.Text.Length == 0)
        {
            throw new ConfigException(
                $"database.engine is {engine}: give database.connection (--database-connection), how to reach it");
        }

        if (!isServer && (connection.Text.Length > 0 || passwordPath is not null))
        {
            throw new ConfigException(
                "database.connection and database.password_file are for a server: "
                + "give database.engine (--database-engine) as well");
        }

        // Flags, environments and `basalt config` are read by more people than a file of mode 0600.
        if (Password().IsMatch(connection.Text))
        {
            throw new ConfigException(
                $"{connection.Source}: database.connection must not hold the password: put it into a file and name "
                + "that in database.password_file");
        }

        return new DatabaseSettings(engine, connection.Text, passwordPath);
    }

    /// <summary>Null if there is none.</summary>
    /// <exception cref="ConfigException">The file cannot be read, or others can read it as well.</exception>
    public string? ReadPassword()
    {
        if (PasswordPath is null) return null;
        try
        {
            const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead
                | UnixFileMode.OtherWrite;
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(PasswordPath) & Others) != 0)
                throw new ConfigException($"database.password_file {PasswordPath} can be read by others: chmod 600 it");
            return File.ReadAllText(PasswordPath).TrimEnd('\r', '\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"database.password_file cannot be read: {error.Message}");
        }
    }

    [GeneratedRegex(@"(^|;)\s*(password|pwd|psw)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Password();
}
