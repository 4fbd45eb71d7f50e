namespace Basalt.Control.Identity.Tokens;

/// <summary>The methods' names on the wire.</summary>
internal static class AuthMethodNames
{
    private static readonly (AuthMethods Method, string Name)[] All =
    [
        (AuthMethods.External, "external"),
        (AuthMethods.Password, "password"),
        (AuthMethods.Token, "token"),
        (AuthMethods.Oauth1, "oauth1"),
        (AuthMethods.Mapped, "mapped"),
        (AuthMethods.ApplicationCredential, "application_credential"),
    ];

    public static IReadOnlyList<string> List(AuthMethods methods) =>
        [.. All.Where(pair => methods.HasFlag(pair.Method)).Select(static pair => pair.Name)];
}
