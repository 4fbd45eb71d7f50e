using Basalt.Control.Store;
using Basalt.Control.Store.Postgresql;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Store;

public sealed class PostgresqlDatabaseTests
{
    [Fact, Trait("Store", "postgresql")]
    public void A_commit_is_durable_whatever_the_server_is_set_to()
    {
        TestStore.Demand("postgresql");
        using var services = new ServiceCollection().AddTestStore("durable").BuildServiceProvider();
        using var connection = services.GetRequiredService<Database>().Open();

        Assert.Equal("on", connection.Execute<string>("SHOW synchronous_commit"));
    }

    [Fact]
    public void What_is_no_connection_string_is_refused_without_repeating_it()
    {
        var error = Assert.Throws<StoreException>(
            static () => new ServiceCollection().AddPostgresqlStore("Host=x;Sesame=hush"));

        Assert.DoesNotContain("hush", error.ToString(), StringComparison.Ordinal);
    }
}
