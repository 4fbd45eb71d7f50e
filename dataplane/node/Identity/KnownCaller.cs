using Basalt.Objects.Front;

namespace Basalt.Node.Identity;

/// <summary>An authorisation as identity gave it, true at one revision.</summary>
/// <param name="Caller">Who, and with which roles.</param>
/// <param name="Revision">The identity revision at which it was true; after a rise it has to be asked for
/// again.</param>
/// <param name="ExpiresAtUnixS">Seconds since 1970 UTC; the end of a token's life, or never.</param>
internal sealed record KnownCaller(Caller Caller, ulong Revision, long ExpiresAtUnixS)
{
    public const long Never = long.MaxValue;
}
