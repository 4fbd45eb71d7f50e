using FluentMigrator;

namespace Basalt.Control.Store;

/// <summary>Numbers a migration within its room: M0001 of identity is version 1_0001. Rooms migrate
/// independently.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RoomMigrationAttribute(StoreRoom room, int number)
    : MigrationAttribute(((long)room * 10_000) + number)
{
    public StoreRoom Room { get; } = room;

    public int Number { get; } = number;
}
