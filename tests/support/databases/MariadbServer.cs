using MySqlConnector;

namespace Basalt.Tests.Support.Databases;

/// <summary>Debian's MariaDB.</summary>
public sealed class MariadbServer : DatabaseServer
{
    private const string Server = "/usr/sbin/mariadbd";

    public static bool IsAvailable => File.Exists(Server);

    private string Data => Path.Combine(Folder, "data");

    public override string Connect(string database)
    {
        using var connection = new MySqlConnection(ConnectionString(""));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE IF NOT EXISTS `{database}`";
        command.ExecuteNonQuery();
        return ConnectionString(database);
    }

    protected override bool IsInstalled => IsAvailable;

    protected override void Prepare() => Run(
        "/usr/bin/mariadb-install-db", "--no-defaults", $"--datadir={Data}", $"--user={Environment.UserName}",
        "--auth-root-authentication-method=normal", "--skip-test-db");

    protected override string[] Command() =>
    [
        Server, "--no-defaults", $"--datadir={Data}", $"--user={Environment.UserName}", $"--port={Port}",
        "--bind-address=127.0.0.1", $"--socket={Path.Combine(Folder, "socket")}", "--skip-log-bin",
        "--max-connections=300",
    ];

    protected override bool IsUp()
    {
        try
        {
            using var connection = new MySqlConnection(ConnectionString(""));
            connection.Open();
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    private string ConnectionString(string database) =>
        $"Server=127.0.0.1;Port={Port};User ID=root;Database={database};Maximum Pool Size=20";
}
