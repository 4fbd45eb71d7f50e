using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SQLite;
using Microsoft.Data.Sqlite;

namespace Basalt.Control.Store.Sqlite;

/// <summary>One SQLite file in WAL mode with synchronous=FULL: a commit is durable when it returns.</summary>
/// <remarks>SQLite has one writer at a time. The gate queues the writers of this process, since waiting on
/// SQLITE_BUSY polls; the busy time-out is for other processes on the same file.</remarks>
public sealed class SqliteDatabase : Database, IDisposable
{
    private const int BusyTimeoutMs = 10_000;

    /// <summary>SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY.</summary>
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;

    private readonly DataOptions _options;
    private readonly SemaphoreSlim _writeGate = new(1, 1);

    public SqliteDatabase(string path)
    {
        CreatePrivateFile(path);
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = true,
            Pooling = true,
            DefaultTimeout = BusyTimeoutMs / 1000,
        }.ConnectionString;
        _options = new DataOptions().UseConnectionFactory(
            SQLiteTools.GetDataProvider(SQLiteProvider.Microsoft), _ => new SqliteConnection(ConnectionString))
            .UseAfterConnectionOpened(
                static connection => SetPragmas((SqliteConnection)connection),
                static (connection, _) =>
                {
                    SetPragmas((SqliteConnection)connection);
                    return Task.CompletedTask;
                });
    }

    internal string ConnectionString { get; }

    public override DataConnection Open() => new(_options);

    public override async Task<TResult> WriteAsync<TResult>(
        Func<DataConnection, CancellationToken, Task<TResult>> change, CancellationToken cancellation)
    {
        await _writeGate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var connection = Open();

            // The provider opens with BEGIN IMMEDIATE: the write lock is taken before the first read.
            using var transaction = connection.BeginTransaction();
            var result = await change(connection, cancellation).ConfigureAwait(false);
            transaction.Commit();
            return result;
        }
        finally
        {
            _writeGate.Release();
        }
    }

    public override bool IsUniqueViolation(Exception exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey };

    public void Dispose()
    {
        _writeGate.Dispose();

        // Closing the pooled handles checkpoints the WAL.
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static void SetPragmas(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        command.ExecuteNonQuery();
    }

    private static void CreatePrivateFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }
}
