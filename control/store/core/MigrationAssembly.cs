using System.Reflection;

namespace Basalt.Control.Store;

/// <summary>A room says with this, in the container, where its migrations are.</summary>
public sealed record MigrationAssembly(Assembly Assembly)
{
    /// <summary>The versions of all migrations found there.</summary>
    public IEnumerable<long> ReadVersions() => Assembly.GetTypes()
        .Select(static type => type.GetCustomAttribute<RoomMigrationAttribute>())
        .OfType<RoomMigrationAttribute>()
        .Select(static attribute => attribute.Version);
}
