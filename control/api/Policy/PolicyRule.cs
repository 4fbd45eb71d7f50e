using Basalt.Control.Contracts;

namespace Basalt.Control.Api.Policy;

/// <summary>Who may call an operation, under the name that oslo.policy gives it (<c>identity:get_user</c>).</summary>
public sealed class PolicyRule
{
    private readonly PolicyCheck? _check;

    public PolicyRule(string name, PolicyCheck check)
    {
        Name = name;
        _check = check;
    }

    private PolicyRule(string name) => Name = name;

    public string Name { get; }

    /// <summary>Whether no token is needed.</summary>
    public bool IsPublic => _check is null;

    /// <summary>Whether the handler must ask, once it knows what is touched.</summary>
    public bool NeedsTarget => _check is { NeedsTarget: true };

    /// <summary>An operation open to everyone: discovery, and logging in.</summary>
    public static PolicyRule Public(string name) => new(name);

    public bool Allows(Authorization caller, PolicyTarget target) => _check is null || _check.Allows(caller, target);
}
