namespace Basalt.Control.Identity;

/// <summary>What identity needs to know from the host.</summary>
public sealed record IdentityOptions
{
    /// <summary>Where the Fernet key repositories are kept: <c>fernet-keys</c> for tokens, <c>credential-keys</c> for
    /// secrets at rest. Made with mode 0700 when missing. Whoever can read it can be anyone.</summary>
    public required string KeyDirectory { get; init; }

    /// <summary>The base of all links (scheme, host, port); null takes what the client called.</summary>
    public Uri? PublicEndpoint { get; init; }

    /// <summary>How long a token lives; Keystone has one hour.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after its end a token may still be validated with <c>allow_expired</c>; Keystone has two
    /// days.</summary>
    public TimeSpan AllowExpiredWindow { get; init; } = TimeSpan.FromDays(2);

    /// <summary>The logarithm of bcrypt's rounds, 4 to 31; Keystone has 12.</summary>
    public int BcryptCost { get; init; } = 12;

    /// <summary>How many token keys are kept, the staged one included; Keystone has 3.</summary>
    public int ActiveTokenKeysMax { get; init; } = 3;
}
