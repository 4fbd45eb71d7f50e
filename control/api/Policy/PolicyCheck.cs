using Basalt.Control.Contracts;

namespace Basalt.Control.Api.Policy;

/// <summary>One condition of a rule.</summary>
public sealed class PolicyCheck
{
    private readonly Func<Authorization, PolicyTarget, bool> _allows;

    public PolicyCheck(bool needsTarget, Func<Authorization, PolicyTarget, bool> allows)
    {
        NeedsTarget = needsTarget;
        _allows = allows;
    }

    /// <summary>Whether the answer depends on what is touched, and not on the caller alone.</summary>
    public bool NeedsTarget { get; }

    public bool Allows(Authorization caller, PolicyTarget target) => _allows(caller, target);

    public static PolicyCheck operator |(PolicyCheck left, PolicyCheck right) => left.BitwiseOr(right);

    public PolicyCheck BitwiseOr(PolicyCheck other) => new(
        NeedsTarget || other.NeedsTarget,
        (caller, target) => _allows(caller, target) || other._allows(caller, target));
}
