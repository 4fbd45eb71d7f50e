namespace Basalt.Control.Identity.Tokens;

/// <summary>What a client sends to log in. Not a record: nothing may print its password.</summary>
internal sealed class AuthRequest
{
    public required AuthMethods Methods { get; init; }

    /// <summary>The client's address, without its port.</summary>
    public required string Address { get; init; }

    public NamedReference? User { get; init; }

    public string? Password { get; init; }

    public string? Token { get; init; }

    public ScopeRequest? Scope { get; init; }
}
