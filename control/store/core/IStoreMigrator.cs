namespace Basalt.Control.Store;

/// <summary>Brings the schema to what the rooms in the container expect.</summary>
public interface IStoreMigrator
{
    /// <summary>Applies every migration that is missing, in order, each in a transaction. A store that is up to date
    /// costs one query.</summary>
    Task MigrateAsync(CancellationToken cancellation);
}
