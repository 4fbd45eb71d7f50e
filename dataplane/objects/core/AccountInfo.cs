namespace Basalt.Objects.Core;

/// <summary>An account: a project seen from here. Every project has one, whether or not it ever stored
/// anything.</summary>
public sealed record AccountInfo
{
    public required string Account { get; init; }

    /// <summary>The account's own pairs.</summary>
    public IReadOnlyList<MetadataPair> User { get; init; } = [];

    /// <summary>What one face alone needs to remember.</summary>
    public IReadOnlyList<MetadataPair> System { get; init; } = [];

    /// <summary>When its record was first written; null if it never was.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    internal ulong Version { get; init; }
}
