using System.Security.Cryptography;
using System.Text;
using Basalt.Control.Store.Mariadb;
using Basalt.Control.Store.Postgresql;
using Basalt.Control.Store.Sqlite;
using Basalt.Tests.Support.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Store;

/// <summary>The engine that control's tests run on: the variable BASALT_TEST_STORE names it, SQLite if it is
/// empty.</summary>
internal static class TestStore
{
    private static readonly Lazy<PostgresqlServer> Postgresql = new(static () => new PostgresqlServer());
    private static readonly Lazy<MariadbServer> Mariadb = new(static () => new MariadbServer());

    public static string Engine => Environment.GetEnvironmentVariable("BASALT_TEST_STORE") is { Length: > 0 } engine
        ? engine
        : "sqlite";

    /// <summary>The store that belongs to a directory: always the same for the same one.</summary>
    public static IServiceCollection AddTestStore(this IServiceCollection services, string directory) => Engine switch
    {
        "sqlite" => services.AddSqliteStore(Path.Combine(directory, "control.db")),
        "postgresql" => services.AddPostgresqlStore(Postgresql.Value.Connect(NameOf(directory))),
        "mariadb" => services.AddMariadbStore(Mariadb.Value.Connect(NameOf(directory))),
        var engine => throw new InvalidOperationException($"BASALT_TEST_STORE is '{engine}'"),
    };

    /// <summary>Skips a test of what only one engine has.</summary>
    public static void Demand(string engine) =>
        Assert.SkipUnless(Engine == engine, $"it is about {engine}, and this run is on {Engine}");

    private static string NameOf(string directory) =>
        "basalt_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..16];
}
