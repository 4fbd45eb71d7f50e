using Basalt.Control.Store;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Store;

/// <summary>What a store has to hold on every engine.</summary>
public sealed class DatabaseTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("basalt-store-").FullName;
    private readonly List<ServiceProvider> _processes = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var process in _processes) process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Migrating_twice_is_migrating_once()
    {
        var services = OpenProcess();
        var migrator = services.GetRequiredService<IStoreMigrator>();

        await migrator.MigrateAsync(Cancellation);
        await migrator.MigrateAsync(Cancellation);

        Assert.Equal(1, await CountMigrationsAsync(services));
    }

    [Fact, Trait("Store", "server")]
    public async Task Processes_that_migrate_at_once_migrate_once()
    {
        Assert.SkipWhen(TestStore.Engine == "sqlite", "a SQLite file belongs to one control process");
        var processes = Enumerable.Range(0, 4).Select(_ => OpenProcess()).ToArray();

        await Task.WhenAll(processes.Select(static process => Task.Run(
            () => process.GetRequiredService<IStoreMigrator>().MigrateAsync(Cancellation), Cancellation)));

        Assert.Equal(1, await CountMigrationsAsync(processes[0]));
    }

    [Fact]
    public async Task A_change_that_throws_leaves_nothing()
    {
        var database = await OpenWithTableAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(
            async (connection, token) =>
            {
                await connection.ExecuteAsync("INSERT INTO t VALUES (1, 1)", token);
                throw new InvalidOperationException();
            },
            Cancellation));

        using var reader = database.Open();
        Assert.Equal(1, reader.Execute<int>("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task A_taken_key_is_told_from_other_failures()
    {
        var database = await OpenWithTableAsync();

        var taken = await Record.ExceptionAsync(() => database.WriteAsync(
            static (connection, token) => connection.ExecuteAsync("INSERT INTO t VALUES (0, 5)", token), Cancellation));
        var other = await Record.ExceptionAsync(() => database.WriteAsync(
            static (connection, token) => connection.ExecuteAsync("INSERT INTO nowhere VALUES (0)", token),
            Cancellation));

        Assert.True(database.IsUniqueViolation(taken!));
        Assert.False(database.IsUniqueViolation(other!));
    }

    [Fact]
    public async Task Writers_of_one_process_queue_and_none_is_lost()
    {
        var database = await OpenWithTableAsync();

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => RaiseAsync(database), Cancellation)));

        Assert.Equal(32, Read(database));
    }

    [Fact]
    public async Task Of_two_processes_none_loses_what_the_other_wrote()
    {
        var first = await OpenWithTableAsync();
        var second = OpenProcess().GetRequiredService<Database>();

        await Task.WhenAll(((Database[])[first, second]).Select(static database => Task.Run(
            async () =>
            {
                for (var i = 0; i < 20; i++) await RaiseAsync(database);
            },
            Cancellation)));

        Assert.Equal(40, Read(first));
    }

    /// <summary>Reads, thinks, and writes what came of it: the change that a lost update shows in.</summary>
    private static Task RaiseAsync(Database database) => database.WriteAsync(
        static async (connection, token) =>
        {
            var value = await connection.ExecuteAsync<int>("SELECT n FROM t WHERE id = 0", token);
            await connection.ExecuteAsync($"UPDATE t SET n = {value + 1} WHERE id = 0", token);
        },
        Cancellation);

    private static int Read(Database database)
    {
        using var reader = database.Open();
        return reader.Execute<int>("SELECT n FROM t WHERE id = 0");
    }

    private static async Task<int> CountMigrationsAsync(ServiceProvider services)
    {
        using var connection = services.GetRequiredService<Database>().Open();
        var quote = TestStore.Engine == "mariadb" ? '`' : '"';
        return await connection.ExecuteAsync<int>(
            $"SELECT COUNT(*) FROM {quote}VersionInfo{quote} WHERE {quote}Version{quote} = 20001", Cancellation);
    }

    private async Task<Database> OpenWithTableAsync()
    {
        var database = OpenProcess().GetRequiredService<Database>();
        using var connection = database.Open();
        await connection.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)", Cancellation);
        await connection.ExecuteAsync("INSERT INTO t VALUES (0, 0)", Cancellation);
        return database;
    }

    private ServiceProvider OpenProcess()
    {
        var services = new ServiceCollection()
            .AddTestStore(_directory)
            .AddSingleton(new MigrationAssembly(typeof(Basalt.Control.Catalog.CatalogServices).Assembly))
            .BuildServiceProvider();
        _processes.Add(services);
        return services;
    }
}
