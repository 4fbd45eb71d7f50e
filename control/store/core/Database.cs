using LinqToDB.Data;

namespace Basalt.Control.Store;

/// <summary>The one SQL database of a control plane, whichever engine keeps it.</summary>
public abstract class Database
{
    /// <summary>A connection for reading; the caller disposes it.</summary>
    public abstract DataConnection Open();

    /// <summary>Runs one change in one transaction: committed and durable when the task completes, rolled back if it
    /// throws. The delegate may be run again after a conflict with another writer, so it changes nothing but the
    /// store.</summary>
    public abstract Task<TResult> WriteAsync<TResult>(
        Func<DataConnection, CancellationToken, Task<TResult>> change, CancellationToken cancellation);

    /// <inheritdoc cref="WriteAsync{TResult}"/>
    public Task WriteAsync(Func<DataConnection, CancellationToken, Task> change, CancellationToken cancellation) =>
        WriteAsync(
            async (connection, token) =>
            {
                await change(connection, token).ConfigureAwait(false);
                return true;
            },
            cancellation);

    /// <summary>Whether the engine refused a row because a unique key already holds its value.</summary>
    public abstract bool IsUniqueViolation(Exception exception);
}
