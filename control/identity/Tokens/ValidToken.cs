namespace Basalt.Control.Identity.Tokens;

/// <summary>A token that holds, and whom it stands for.</summary>
internal sealed record ValidToken(TokenPayload Payload, ScopedUser Subject);
