using Basalt.Control.Store;
using Basalt.Control.Store.Mariadb;
using Basalt.Tests.Support.Databases;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Store;

public sealed class MariadbDatabaseTests
{
    [Fact, Trait("Store", "mariadb")]
    public async Task Names_that_differ_in_case_accents_or_blanks_are_different_as_on_the_other_engines()
    {
        TestStore.Demand("mariadb");
        await using var services = new ServiceCollection()
            .AddTestStore("names")
            .AddSingleton(new MigrationAssembly(typeof(Basalt.Control.Catalog.CatalogServices).Assembly))
            .BuildServiceProvider();
        await services.GetRequiredService<IStoreMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
        using var connection = services.GetRequiredService<Database>().Open();

        foreach (var id in (string[])["a", "A", "a ", "\u00e1"])
            connection.Execute($"INSERT INTO catalog_region (id, description) VALUES ('{id}', '')");
        Assert.Equal(1, connection.Execute<int>("SELECT COUNT(*) FROM catalog_region WHERE id = 'a'"));
    }

    [Fact, Trait("Store", "mariadb")]
    public async Task A_server_whose_commits_are_not_durable_is_refused()
    {
        TestStore.Demand("mariadb");
        using var server = new MariadbServer();
        await using var services = new ServiceCollection()
            .AddMariadbStore(server.Connect("loose")).BuildServiceProvider();
        using var connection = services.GetRequiredService<Database>().Open();
        connection.Execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");

        var error = await Assert.ThrowsAsync<StoreException>(() => services.GetRequiredService<IStoreMigrator>()
            .MigrateAsync(TestContext.Current.CancellationToken));

        Assert.Contains("innodb_flush_log_at_trx_commit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_connection_string_is_refused_without_repeating_it()
    {
        var error = Assert.Throws<StoreException>(
            static () => new ServiceCollection().AddMariadbStore("Server=x;Sesame=hush"));

        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }
}
