using System.Globalization;
using System.Text.Json.Serialization;
using Basalt.Control.Contracts;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Api;

/// <summary>A token's body: Identity API v3, "Authentication and token management".</summary>
internal static class TokenViews
{
    public static TokenView View(ValidToken token, IReadOnlyList<CatalogService>? catalog)
    {
        var (payload, subject) = token;
        var isScoped = subject.Scope.Kind != ScopeKind.Unscoped;
        return new TokenView(
            AuthMethodNames.List(payload.Methods),
            new TokenUser(subject.User.Id, subject.User.Name, View(subject.UserDomain), null),
            [.. payload.AuditIds.Select(static id => id.ToString())],
            Format(payload.ExpiresAt),
            Format(payload.IssuedAt))
        {
            Project = subject.Project is { } project
                ? new TokenProject(project.Id, project.Name, View(subject.ScopeDomain!))
                : null,
            IsDomain = subject.Project is null ? null : false,
            Domain = subject.Scope.Kind == ScopeKind.Domain ? View(subject.ScopeDomain!) : null,
            System = subject.Scope.Kind == ScopeKind.System ? new TokenSystem(true) : null,
            Roles = isScoped ? [.. subject.Roles.Select(static role => new NamedView(role.Id, role.Name))] : null,
            Catalog = isScoped ? catalog?.Select(View).ToList() : null,
        };
    }

    public static CatalogServiceView View(CatalogService service) => new(
        service.Id,
        service.Type,
        service.Name,
        [.. service.Endpoints.Select(static endpoint => new CatalogEndpointView(
            endpoint.Id, endpoint.Interface, endpoint.RegionId, endpoint.Url, endpoint.RegionId))]);

    /// <summary>Keystone's form of an instant: microseconds and Z.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static NamedView View(Domain domain) => new(domain.Id, domain.Name);
}

internal sealed record NamedView(string Id, string Name);

internal sealed record TokenUser(string Id, string Name, NamedView Domain, string? PasswordExpiresAt);

internal sealed record TokenProject(string Id, string Name, NamedView Domain);

internal sealed record TokenSystem(bool All);

internal sealed record CatalogEndpointView(
    string Id, string Interface, string? RegionId, string Url, string? Region);

internal sealed record CatalogServiceView(
    string Id, string Type, string Name, IReadOnlyList<CatalogEndpointView> Endpoints);

internal sealed record TokenView(
    IReadOnlyList<string> Methods,
    TokenUser User,
    IReadOnlyList<string> AuditIds,
    string ExpiresAt,
    string IssuedAt)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenProject? Project { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsDomain { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NamedView? Domain { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenSystem? System { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NamedView>? Roles { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CatalogServiceView>? Catalog { get; init; }
}

internal sealed record TokenBody(TokenView Token);
