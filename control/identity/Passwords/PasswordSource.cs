namespace Basalt.Control.Identity.Passwords;

/// <summary>Whose turn a password's check takes: the client's address, and there the account it names.</summary>
internal readonly record struct PasswordSource(string Address, string Account)
{
    /// <summary>The server itself, at its first start.</summary>
    public static PasswordSource Own { get; } = new("", "");
}
