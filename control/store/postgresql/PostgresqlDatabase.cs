using System.Data.Common;
using LinqToDB;
using LinqToDB.DataProvider.PostgreSQL;
using Npgsql;

namespace Basalt.Control.Store.Postgresql;

/// <summary>A PostgreSQL database, version 13 or later.</summary>
/// <remarks>Error codes: PostgreSQL documentation, appendix A. A commit is durable when it returns, whatever the
/// server's default is.</remarks>
public sealed class PostgresqlDatabase(string connectionString)
    : ServerDatabase(new DataOptions().UseConnectionFactory(
        PostgreSQLTools.GetDataProvider(PostgreSQLVersion.v13), _ => new NpgsqlConnection(connectionString)))
{
    /// <summary>Holds the password.</summary>
    internal string ConnectionString { get; } = connectionString;

    public override bool IsUniqueViolation(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    internal async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        return connection;
    }

    protected override bool IsConflict(DbException exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    };
}
