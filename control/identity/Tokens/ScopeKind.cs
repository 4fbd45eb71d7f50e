namespace Basalt.Control.Identity.Tokens;

/// <summary>What a token is good for. The numbers are Keystone's payload versions.</summary>
internal enum ScopeKind
{
    Unscoped = 0,
    Domain = 1,
    Project = 2,
    System = 8,
}
