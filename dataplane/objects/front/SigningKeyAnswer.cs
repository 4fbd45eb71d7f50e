namespace Basalt.Objects.Front;

/// <summary>A signing key (32 bytes) and whose it is; both absent unless the outcome is
/// <see cref="IdentityOutcome.Known"/>.</summary>
public readonly record struct SigningKeyAnswer(
    IdentityOutcome Outcome, ReadOnlyMemory<byte> SigningKey, Caller? Caller);
