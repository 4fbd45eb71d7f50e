using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Policy;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Passwords;
using Basalt.Control.Identity.Store;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/users</c>: Identity API v3, "Users".</summary>
internal static class Users
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/v3/users", Policy.ListUsers, ListAsync);
        routes.Post("/v3/users", Policy.CreateUser, CreateAsync);
        routes.Get("/v3/users/{user_id}", Policy.GetUser, ShowAsync);
        routes.Patch("/v3/users/{user_id}", Policy.UpdateUser, UpdateAsync);
        routes.Delete("/v3/users/{user_id}", Policy.DeleteUser, DeleteAsync);
        routes.Post("/v3/users/{user_id}/password", Policy.ChangePassword, ChangePasswordAsync);
    }

    /// <summary>The user of the route, if the rule lets the caller near it.</summary>
    public static async Task<User> FindAsync(ApiRequest request)
    {
        var id = request.Route("user_id");
        var user = await request.Service<UserStore>().FindAsync(id, request.Cancellation);
        request.Authorize(new PolicyTarget(UserId: user?.Id, DomainId: user?.DomainId));
        return user ?? throw FaultException.NotFound("user", id);
    }

    public static UserView View(ApiRequest request, User user) => new(
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

    private static async Task ListAsync(ApiRequest request)
    {
        var domainId = request.Query("domain_id") ?? request.Caller.DomainId;
        request.Authorize(new PolicyTarget(DomainId: domainId));
        var page = request.ReadPage();
        var rows = await request.Service<UserStore>().ListAsync(
            domainId,
            request.Query("name"),
            request.QueryFlag("enabled"),
            page.Marker,
            page.Limit,
            request.Cancellation);
        var links = request.CutPage(rows, page, static row => row.Id);
        await request.WriteAsync(
            200, new UserList([.. rows.Select(row => View(request, row))], links), IdentityJson.Default.UserList);
    }

    private static async Task ShowAsync(ApiRequest request) =>
        await AnswerAsync(request, 200, await FindAsync(request));

    private static async Task CreateAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("user");
        var domainId = fields.OptionalString("domain_id")
            ?? request.Caller.DomainId ?? request.Caller.ProjectDomainId ?? Domain.DefaultId;
        request.Authorize(new PolicyTarget(DomainId: domainId));
        if (await request.Service<DomainStore>().FindAsync(domainId, request.Cancellation) is null)
            throw FaultException.NotFound("domain", domainId);
        var user = new User
        {
            Id = Guid.NewGuid().ToString("N"),
            Name = fields.RequiredString("name"),
            DomainId = domainId,
            DefaultProjectId = fields.OptionalString("default_project_id"),
            IsEnabled = fields.OptionalBoolean("enabled") ?? true,
            PasswordHash = await ReadPasswordAsync(request, fields),
            Extra = ExtraFields.Merge(null, Others(fields)),
        };
        await request.Service<UserStore>().AddAsync(user, request.Cancellation);
        await AnswerAsync(request, 201, user);
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var user = await FindAsync(request);
        var fields = await request.ReadObjectAsync("user");
        if (fields.OptionalString("domain_id") is { } domainId && domainId != user.DomainId)
            throw FaultException.InvalidField("user.domain_id", "cannot change");
        var name = fields.Has("name") ? fields.RequiredString("name") : null;
        var isDefaultProjectSet = fields.Has("default_project_id");
        var defaultProjectId = fields.OptionalString("default_project_id");
        var isEnabled = fields.OptionalBoolean("enabled");
        var isPasswordSet = fields.Has("password");
        var passwordHash = await ReadPasswordAsync(request, fields);
        var others = Others(fields);
        var time = request.Service<TimeProvider>();
        var changed = await request.Service<UserStore>().UpdateAsync(
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
                Extra = ExtraFields.Merge(row.Extra, others),
            },
            request.Cancellation);
        await AnswerAsync(request, 200, changed ?? throw FaultException.NotFound("user", user.Id));
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var user = await FindAsync(request);
        await request.Service<UserStore>().DeleteAsync(user.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

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
        var isRight = await hasher.VerifyAsync(original, user?.PasswordHash, request.Cancellation);
        if (!isRight || user is not { IsEnabled: true })
            throw FaultException.Unauthorized();
        var hash = await hasher.HashAsync(password, request.Cancellation);
        var time = request.Service<TimeProvider>();
        await users.UpdateAsync(
            user.Id,
            row => row with { PasswordHash = hash, TokensInvalidBeforeUs = UnixMicroseconds.From(time.GetUtcNow()) },
            request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static async Task<string?> ReadPasswordAsync(ApiRequest request, JsonFields fields) =>
        fields.OptionalString("password", PasswordHasher.PasswordLengthMax) is { } password
            ? await request.Service<PasswordHasher>().HashAsync(password, request.Cancellation)
            : null;

    private static IReadOnlyDictionary<string, JsonElement> Others(JsonFields fields) => fields.Others(
        "id", "name", "domain_id", "default_project_id", "enabled", "password", "original_password",
        "password_expires_at", "options", "links");

    private static Task AnswerAsync(ApiRequest request, int status, User user) =>
        request.WriteAsync(status, new UserBody(View(request, user)), IdentityJson.Default.UserBody);
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

internal sealed record UserBody(UserView User);

internal sealed record UserList(IReadOnlyList<UserView> Users, ListLinks Links);
