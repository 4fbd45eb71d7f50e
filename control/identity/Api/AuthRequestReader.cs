using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Identity.Passwords;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Api;

/// <summary>Reads <c>{"auth": {"identity": …, "scope": …}}</c>.</summary>
internal static class AuthRequestReader
{
    private const int MethodCountMax = 8;

    public static AuthRequest Read(JsonFields body, string address)
    {
        var auth = body.RequiredObject("auth");
        var identity = auth.RequiredObject("identity");
        var names = identity.OptionalStrings("methods", MethodCountMax)
            ?? throw FaultException.Missing("methods", "auth.identity");
        if (names.Count == 0)
            throw FaultException.InvalidField("auth.identity.methods", "is empty");
        var methods = AuthMethods.None;
        foreach (var name in names)
        {
            methods |= name switch
            {
                "password" => AuthMethods.Password,
                "token" => AuthMethods.Token,
                _ => throw new FaultException(
                    401, "Unauthorized", "Attempted to authenticate with an unsupported method."),
            };
        }

        var user = methods.HasFlag(AuthMethods.Password)
            ? identity.RequiredObject("password").RequiredObject("user")
            : null;
        return new AuthRequest
        {
            Methods = methods,
            Address = address,
            User = user is null ? null : ReadNamed(user, "user"),
            Password = user is null
                ? null
                : user.OptionalString("password", PasswordHasher.PasswordLengthMax)
                    ?? throw FaultException.Missing("password", "user"),
            Token = methods.HasFlag(AuthMethods.Token)
                ? identity.RequiredObject("token").RequiredString("id", Basalt.Control.Api.ApiLimits.TokenLengthMax)
                : null,
            Scope = ReadScope(auth),
        };
    }

    private static ScopeRequest? ReadScope(JsonFields auth)
    {
        if (auth.RawText("scope") == "\"unscoped\"")
            return new ScopeRequest(ScopeKind.Unscoped, null, null);
        if (auth.OptionalObject("scope") is not { } scope)
            return null;
        var named = (ReadOnlySpan<string>)["project", "domain", "system", "unscoped", "OS-TRUST:trust"];
        var count = 0;
        foreach (var name in named)
            count += scope.Has(name) ? 1 : 0;
        if (count != 1)
            throw FaultException.Missing("one of project, domain, system or unscoped", "scope");
        if (scope.Has("unscoped"))
            return new ScopeRequest(ScopeKind.Unscoped, null, null);
        if (scope.OptionalObject("project") is { } project)
            return new ScopeRequest(ScopeKind.Project, ReadNamed(project, "project"), null);
        if (scope.OptionalObject("domain") is { } domain)
            return new ScopeRequest(ScopeKind.Domain, null, ReadDomain(domain));
        if (scope.OptionalObject("system") is { } system && system.OptionalBoolean("all") == true)
            return new ScopeRequest(ScopeKind.System, null, null);
        throw FaultException.InvalidField("auth.scope", "is not a scope that is served here");
    }

    private static NamedReference ReadNamed(JsonFields fields, string noun)
    {
        if (fields.OptionalString("id") is { Length: > 0 } id)
            return new NamedReference(id, null, null);
        var name = fields.OptionalString("name") ?? throw FaultException.Missing("id or name", noun);
        return new NamedReference(null, name, ReadDomain(fields.RequiredObject("domain")));
    }

    private static DomainReference ReadDomain(JsonFields fields)
    {
        if (fields.OptionalString("id") is { Length: > 0 } id)
            return new DomainReference(id, null);
        return new DomainReference(
            null, fields.OptionalString("name") ?? throw FaultException.Missing("id or name", "domain"));
    }
}
