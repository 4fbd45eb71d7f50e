using Basalt.Control.Store.Sqlite;
using LinqToDB.Data;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Store;

public sealed class SqliteDatabaseTests
{
    [Fact]
    public void A_commit_is_durable_and_keys_are_kept()
    {
        var directory = Directory.CreateTempSubdirectory("basalt-store-");
        using (var database = new SqliteDatabase(Path.Combine(directory.FullName, "control.db")))
        {
            using var connection = database.Open();

            Assert.Equal("wal", connection.Execute<string>("PRAGMA journal_mode"));
            Assert.Equal(2, connection.Execute<int>("PRAGMA synchronous"));
            Assert.Equal(1, connection.Execute<int>("PRAGMA foreign_keys"));
        }

        directory.Delete(recursive: true);
    }
}
