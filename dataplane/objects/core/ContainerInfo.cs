namespace Basalt.Objects.Core;

/// <summary>A container (S3: bucket) as its record says.</summary>
public sealed record ContainerInfo
{
    /// <summary>The project that owns it.</summary>
    public required string Account { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ContainerSettings Settings { get; init; }

    public ulong Version { get; init; }
}
