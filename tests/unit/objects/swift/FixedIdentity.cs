using Basalt.Objects.Front;

namespace Basalt.Tests.Unit.Objects.Swift;

/// <summary>Identity at its border: a token <c>project:user:role</c> is what it says, of the default
/// domain unless a fourth part names another.</summary>
internal sealed class FixedIdentity : IIdentityClient
{
    public bool IsAway { get; set; }

    public ValueTask<IdentityAnswer> ValidateTokenAsync(string token, CancellationToken cancellation)
    {
        if (IsAway)
            return ValueTask.FromResult(new IdentityAnswer(IdentityOutcome.Unavailable, null));
        var parts = token.Split(':');
        if (parts.Length is not (3 or 4))
            return ValueTask.FromResult(new IdentityAnswer(IdentityOutcome.Unknown, null));
        var domain = parts.Length == 4 ? parts[3] : "default";
        var caller = new Caller(
            parts[1], $"name-{parts[1]}", parts[0], $"name-{parts[0]}", [parts[2]], domain, domain);
        return ValueTask.FromResult(new IdentityAnswer(IdentityOutcome.Known, caller));
    }

    public ValueTask<SigningKeyAnswer> GetSigningKeyAsync(
        string accessKey, string date, string region, string service, CancellationToken cancellation)
        => ValueTask.FromResult(new SigningKeyAnswer(IdentityOutcome.Unknown, default, null));
}
