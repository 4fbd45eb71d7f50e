using System.Data.Common;
using LinqToDB;
using LinqToDB.DataProvider.MySql;
using MySqlConnector;

namespace Basalt.Control.Store.Mariadb;

/// <summary>A MariaDB database, version 10.5 or later, in InnoDB tables.</summary>
/// <remarks>Error codes: MariaDB documentation, "Error Codes". A serializable transaction's reads take locks, and a
/// conflict shows as a deadlock (1213) or, after <c>innodb_lock_wait_timeout</c>, as 1205.</remarks>
public sealed class MariadbDatabase(string connectionString)
    : ServerDatabase(new DataOptions().UseConnectionFactory(
        MySqlTools.GetDataProvider(MySqlVersion.MariaDB10, MySqlProvider.MySqlConnector),
        _ => new MySqlConnection(connectionString)))
{
    /// <summary>For sessions of their own: one from the pool would still have the characters that the database had when
    /// it was opened. Holds the password.</summary>
    internal string UnpooledConnectionString { get; } =
        new MySqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    public override bool IsUniqueViolation(Exception exception) =>
        exception is MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry };

    internal async Task<MySqlConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new MySqlConnection(UnpooledConnectionString);
        await connection.OpenAsync(cancellation).ConfigureAwait(false);
        return connection;
    }

    protected override bool IsConflict(DbException exception) => exception is MySqlException
    {
        ErrorCode: MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout,
    };
}
