namespace Basalt.Control.Host.Data;

/// <summary>Who the admin is and where the cloud is, for the clients' files. Secret: never logged.</summary>
internal sealed record Credentials
{
    public required string IdentityUrl { get; init; }

    public required string ObjectUrl { get; init; }

    public required string Region { get; init; }

    public required string UserName { get; init; }

    public required string Password { get; init; }

    public required string ProjectName { get; init; }

    public required string DomainName { get; init; }

    public required string AccessKey { get; init; }

    public required string SecretKey { get; init; }

    /// <summary>The authority clients have to trust; null if it is a public one, or there is no TLS.</summary>
    public string? AuthorityPath { get; init; }

    public override string ToString() => $"credentials of {UserName}";
}
