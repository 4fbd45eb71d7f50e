using Npgsql;

namespace Basalt.Tests.Support.Databases;

/// <summary>Debian's PostgreSQL.</summary>
public sealed class PostgresqlServer : DatabaseServer
{
    private const string User = "basalt";

    public static bool IsAvailable => Programs is not null;

    /// <summary>Where its programs are; null if it is not installed.</summary>
    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal)
            .Select(static version => Path.Combine(version, "bin"))
            .LastOrDefault(static bin => File.Exists(Path.Combine(bin, "postgres")))
        : null;

    /// <summary>It refuses to run as root.</summary>
    private static string[] AsItself => Environment.IsPrivilegedProcess
        ? ["/usr/bin/setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
        : [];

    private string Data => Path.Combine(Folder, "data");

    public override string Connect(string database)
    {
        using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM pg_database WHERE datname = '{database}'";
        if ((long)command.ExecuteScalar()! == 0)
        {
            command.CommandText = $"CREATE DATABASE \"{database}\"";
            command.ExecuteNonQuery();
        }

        return ConnectionString(database);
    }

    protected override bool IsInstalled => IsAvailable;

    protected override void Prepare()
    {
        if (Environment.IsPrivilegedProcess) Run("/bin/chown", "postgres:postgres", Folder);
        Run([.. AsItself, Path.Combine(Programs!, "initdb"), "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8"]);
    }

    protected override string[] Command() =>
    [
        .. AsItself, Path.Combine(Programs!, "postgres"), "-D", Data, "-p", $"{Port}", "-k", Folder,
        "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300",
    ];

    protected override bool IsUp()
    {
        try
        {
            using var connection = new NpgsqlConnection(ConnectionString("postgres"));
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username={User};Database={database};Maximum Pool Size=20";
}
