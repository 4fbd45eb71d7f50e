namespace Basalt.Objects.Front;

public enum IdentityOutcome
{
    Known,

    /// <summary>Wrong, expired or revoked: 401 in Swift, InvalidAccessKeyId in S3.</summary>
    Unknown,

    /// <summary>Control is away and nothing cached may be used: 503.</summary>
    Unavailable,
}
