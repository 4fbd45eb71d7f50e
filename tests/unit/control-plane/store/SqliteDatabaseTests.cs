using Basalt.Control.Store;
using Basalt.Control.Store.Sqlite;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Store;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("basalt-store-").FullName;
    private readonly ServiceProvider _services;

    public SqliteDatabaseTests() => _services = new ServiceCollection()
        .AddSqliteStore(Path.Combine(_directory, "control.db"))
        .AddSingleton(new MigrationAssembly(typeof(Basalt.Control.Catalog.CatalogServices).Assembly))
        .BuildServiceProvider();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Database Database => _services.GetRequiredService<Database>();

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void A_commit_is_durable_and_keys_are_kept()
    {
        using var connection = Database.Open();

        Assert.Equal("wal", connection.Execute<string>("PRAGMA journal_mode"));
        Assert.Equal(2, connection.Execute<int>("PRAGMA synchronous"));
        Assert.Equal(1, connection.Execute<int>("PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task Migrating_twice_is_migrating_once()
    {
        var migrator = _services.GetRequiredService<IStoreMigrator>();

        await migrator.MigrateAsync(Cancellation);
        await migrator.MigrateAsync(Cancellation);

        using var connection = Database.Open();
        Assert.Equal(1, connection.Execute<int>("SELECT COUNT(*) FROM VersionInfo WHERE Version = 20001"));
    }

    [Fact]
    public async Task A_change_that_throws_leaves_nothing()
    {
        await Database.WriteAsync(
            (connection, token) => connection.ExecuteAsync("CREATE TABLE t (n INTEGER)", token), Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(
            async (connection, token) =>
            {
                await connection.ExecuteAsync("INSERT INTO t VALUES (1)", token);
                throw new InvalidOperationException();
            },
            Cancellation));

        using var reader = Database.Open();
        Assert.Equal(0, reader.Execute<int>("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task Writers_of_one_process_queue_and_none_is_lost()
    {
        await Database.WriteAsync(
            (connection, token) =>
                connection.ExecuteAsync("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (0)", token),
            Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(
            () => Database.WriteAsync(
                async (connection, token) =>
                {
                    var value = await connection.ExecuteAsync<int>("SELECT n FROM t", token);
                    await connection.ExecuteAsync($"UPDATE t SET n = {value + 1}", token);
                },
                Cancellation),
            Cancellation)));

        using var reader = Database.Open();
        Assert.Equal(32, reader.Execute<int>("SELECT n FROM t"));
    }
}
