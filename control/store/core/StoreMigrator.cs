using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;

namespace Basalt.Control.Store;

/// <summary>Runs FluentMigrator, but only if a migration is missing: loading it costs more than a whole start
/// without.</summary>
public abstract class StoreMigrator(IEnumerable<MigrationAssembly> rooms) : IStoreMigrator
{
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        var assemblies = rooms.ToList();
        var wanted = assemblies.SelectMany(static room => room.ReadVersions()).ToHashSet();
        if (wanted.IsSubsetOf(await ReadAppliedAsync(cancellation).ConfigureAwait(false)))
            return;

        // Several control processes may start at once: one migrates, the others then find it done.
        await using (await LockAsync(cancellation).ConfigureAwait(false))
        {
            if (!wanted.IsSubsetOf(await ReadAppliedAsync(cancellation).ConfigureAwait(false)))
                Migrate(assemblies);
        }
    }

    /// <summary>Names the engine and how to reach it.</summary>
    protected abstract void Configure(IMigrationRunnerBuilder runner);

    /// <summary>The versions in FluentMigrator's table, <c>VersionInfo</c>; none before the first migration.</summary>
    protected abstract Task<IReadOnlyCollection<long>> ReadAppliedAsync(CancellationToken cancellation);

    /// <summary>Holds off the migrators of other processes until disposed.</summary>
    protected abstract Task<IAsyncDisposable> LockAsync(CancellationToken cancellation);

    private void Migrate(List<MigrationAssembly> assemblies)
    {
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner =>
            {
                Configure(runner);
                runner.ScanIn([.. assemblies.Select(static room => room.Assembly)]).For.Migrations();
            })
            .BuildServiceProvider(validateScopes: false);
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }
}
