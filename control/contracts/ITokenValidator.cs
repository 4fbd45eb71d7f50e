namespace Basalt.Control.Contracts;

/// <summary>Says what a token is worth now.</summary>
public interface ITokenValidator
{
    /// <summary>Null if the token is garbled, expired, revoked, or its user, project or domain is gone or
    /// disabled.</summary>
    ValueTask<TokenAuthorization?> ValidateAsync(string token, CancellationToken cancellation);
}
