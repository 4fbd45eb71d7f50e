namespace Basalt.Objects.Front;

/// <summary>The caller is null unless the outcome is <see cref="IdentityOutcome.Known"/>.</summary>
public readonly record struct IdentityAnswer(IdentityOutcome Outcome, Caller? Caller);
