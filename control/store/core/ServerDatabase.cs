using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using LinqToDB;
using LinqToDB.Data;

namespace Basalt.Control.Store;

/// <summary>A database on a server that several control processes may use at once.</summary>
/// <remarks>
/// Changes are serializable transactions: of two that would not give what one after the other gives, the server refuses
/// one, which is run again. The gate queues the writers of this process, which would only refuse one another; what is
/// refused is refused for another process's sake.
/// </remarks>
public abstract class ServerDatabase : Database, IDisposable
{
    /// <summary>Runs of one change before its conflict goes to the caller.</summary>
    private const int TryCountMax = 10;

    private const int WaitMsMin = 5;

    private readonly DataOptions _options;
    private readonly SemaphoreSlim _writeGate = new(1, 1);

    protected ServerDatabase(DataOptions options) => _options = options;

    public override DataConnection Open() => new(_options);

    public override async Task<TResult> WriteAsync<TResult>(
        Func<DataConnection, CancellationToken, Task<TResult>> change, CancellationToken cancellation)
    {
        await _writeGate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            for (var count = 1; ; count++)
            {
                try
                {
                    return await TryWriteAsync(change, cancellation).ConfigureAwait(false);
                }
                catch (DbException exception) when (count < TryCountMax && IsConflict(exception))
                {
                    await Task.Delay(RandomNumberGenerator.GetInt32(WaitMsMin, WaitMsMin << count), cancellation)
                        .ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _writeGate.Release();
        }
    }

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether the server refused a transaction because of another one, and it may be run again.</summary>
    protected abstract bool IsConflict(DbException exception);

    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing)
            _writeGate.Dispose();
    }

    private async Task<TResult> TryWriteAsync<TResult>(
        Func<DataConnection, CancellationToken, Task<TResult>> change, CancellationToken cancellation)
    {
        using var connection = Open();
        using var transaction = await connection
            .BeginTransactionAsync(IsolationLevel.Serializable, cancellation).ConfigureAwait(false);
        var result = await change(connection, cancellation).ConfigureAwait(false);

        // A commit that is cancelled half-way may have been done or not: it is waited for.
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }
}
