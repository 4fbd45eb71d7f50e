namespace Basalt.Control.Identity.Tokens;

/// <summary>How a user proved who it is. The bits are those of Keystone's default list of methods, in its
/// order.</summary>
[Flags]
internal enum AuthMethods
{
    None = 0,
    External = 1,
    Password = 2,
    Token = 4,
    Oauth1 = 8,
    Mapped = 16,
    ApplicationCredential = 32,
}
