using Basalt.Control.Contracts;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Identity.Tokens;

/// <summary>Rotates the token keys.</summary>
internal sealed class TokenKeyRotation(TokenKeys keys, IdentityOptions options, ILogger<TokenKeyRotation> logger)
    : ITokenKeys
{
    public void Rotate()
    {
        keys.Keys.Rotate(options.ActiveTokenKeysMax);
        Log.TokenKeysRotated(logger);
    }
}
