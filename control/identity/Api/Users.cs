using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Policy;
using Basalt.Control.Api.Resources;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Passwords;
using Basalt.Control.Identity.Store;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/users</c>: Identity API v3, "Users".</summary>
internal sealed class Users() : Resource<User, UserView>("user", "users", IdentityJson.Default.UserView)
{
    protected override IReadOnlyList<string> Fields { get; } =
    [
        "id", "name", "domain_id", "default_project_id", "enabled", "password", "original_password",
        "password_expires_at", "options", "links",
    ];

    public void Map(ApiRoutes routes)
    {
        Map(routes, "/v3/users", Policy.Users);
        routes.Post("/v3/users/{user_id}/password", Policy.ChangePassword, ChangePasswordAsync);
    }

    protected override UserView View(ApiRequest request, User user) => new(
        user.Id,
        user.Name,
        user.DomainId,
        user.IsEnabled,
        PasswordExpiresAt: null,
        ResourceOptions.None,
        new SelfLink(request.Link($"/v3/users/{user.Id}")))
    {
        DefaultProjectId = user.DefaultProjectId,
        Extra = ExtraFields.Parse(user.Extra),
    };

    protected override string KeyOf(User user) => user.Id;

    protected override PolicyTarget? TargetOf(User? user) => new(UserId: user?.Id, DomainId: user?.DomainId);

    protected override Task<User?> LoadAsync(ApiRequest request, string id) =>
        request.Service<UserStore>().FindAsync(id, request.Cancellation);

    protected override Task<List<User>> ListAsync(ApiRequest request, PageRequest page)
    {
        var domainId = Domains.AuthorizeList(request);
        return request.Service<UserStore>().ListAsync(
            domainId,
            request.Query("name"),
            request.QueryFlag("enabled"),
            page.Marker,
            page.Limit,
            request.Cancellation);
    }

    protected override async Task<User> CreateAsync(ApiRequest request, JsonFields fields)
    {
        var user = new User
        {
            DomainId = await Domains.ReadOwnerAsync(request, fields),
            Id = Guid.NewGuid().ToString("N"),
            Name = fields.RequiredString("name"),
            DefaultProjectId = fields.OptionalString("default_project_id"),
            IsEnabled = fields.OptionalBoolean("enabled") ?? true,
            PasswordHash = await ReadPasswordAsync(request, fields),
            Extra = Extra(null, fields),
        };
        await request.Service<UserStore>().AddAsync(user, request.Cancellation);
        return user;
    }

    protected override async Task<User?> UpdateAsync(ApiRequest request, User user, JsonFields fields)
    {
        fields.Keep("domain_id", user.DomainId);
        var name = fields.Has("name") ? fields.RequiredString("name") : null;
        var isDefaultProjectSet = fields.Has("default_project_id");
        var defaultProjectId = fields.OptionalString("default_project_id");
        var isEnabled = fields.OptionalBoolean("enabled");
        var isPasswordSet = fields.Has("password");
        var passwordHash = await ReadPasswordAsync(request, fields);
        var time = request.Service<TimeProvider>();
        return await request.Service<UserStore>().UpdateAsync(
            user.Id,
            row => row with
            {
                Name = name ?? row.Name,
                DefaultProjectId = isDefaultProjectSet ? defaultProjectId : row.DefaultProjectId,
                IsEnabled = isEnabled ?? row.IsEnabled,
                PasswordHash = isPasswordSet ? passwordHash : row.PasswordHash,
                TokensInvalidBeforeUs = isPasswordSet || (isEnabled == false && row.IsEnabled)
                    ? UnixMicroseconds.From(time.GetUtcNow())
                    : row.TokensInvalidBeforeUs,
                Extra = Extra(row.Extra, fields),
            },
            request.Cancellation);
    }

    protected override Task DeleteAsync(ApiRequest request, User user) =>
        request.Service<UserStore>().DeleteAsync(user.Id, request.Cancellation);

    /// <summary>A user changes its own password, and proves itself by the old one.</summary>
    private static async Task ChangePasswordAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("user");
        var original = fields.OptionalString("original_password", PasswordHasher.PasswordLengthMax)
            ?? throw FaultException.Missing("original_password", "user");
        var password = fields.RequiredString("password", PasswordHasher.PasswordLengthMax);
        var users = request.Service<UserStore>();
        var user = await users.FindAsync(request.Route("user_id"), request.Cancellation);
        var hasher = request.Service<PasswordHasher>();
        var source = new PasswordSource(request.RemoteAddress, request.Route("user_id"));
        var isRight = await hasher.VerifyAsync(original, user?.PasswordHash, source, request.Cancellation);
        if (!isRight || user is not { IsEnabled: true })
            throw FaultException.Unauthorized();
        var hash = await hasher.HashAsync(password, source, request.Cancellation);
        var time = request.Service<TimeProvider>();
        await users.UpdateAsync(
            user.Id,
            row => row with { PasswordHash = hash, TokensInvalidBeforeUs = UnixMicroseconds.From(time.GetUtcNow()) },
            request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static async Task<string?> ReadPasswordAsync(ApiRequest request, JsonFields fields) =>
        fields.OptionalString("password", PasswordHasher.PasswordLengthMax) is { } password
            ? await request.Service<PasswordHasher>().HashAsync(
                password, new PasswordSource(request.RemoteAddress, request.Caller.UserId), request.Cancellation)
            : null;
}

internal sealed record UserView(
    string Id,
    string Name,
    string DomainId,
    bool Enabled,
    string? PasswordExpiresAt,
    ResourceOptions Options,
    SelfLink Links)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DefaultProjectId { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
