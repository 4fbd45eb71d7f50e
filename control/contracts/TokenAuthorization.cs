namespace Basalt.Control.Contracts;

/// <summary>A valid token's content, resolved against the store.</summary>
public sealed record TokenAuthorization(Authorization Authorization, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
