namespace Basalt.Control.Contracts;

/// <summary>What <see cref="IBootstrap"/> needs to know.</summary>
public sealed record BootstrapRequest
{
    /// <summary>Used only when the admin does not exist yet.</summary>
    public required string AdminPassword { get; init; }

    public required string Region { get; init; }

    public required IReadOnlyList<ServiceEndpoints> Services { get; init; }
}
