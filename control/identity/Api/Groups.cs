using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Policy;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/groups</c> and who is in them: Identity API v3, "Groups".</summary>
internal static class Groups
{
    private const int DescriptionLengthMax = 4_096;

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/v3/groups", Policy.ListGroups, ListAsync);
        routes.Post("/v3/groups", Policy.CreateGroup, CreateAsync);
        routes.Get("/v3/groups/{group_id}", Policy.GetGroup, ShowAsync);
        routes.Patch("/v3/groups/{group_id}", Policy.UpdateGroup, UpdateAsync);
        routes.Delete("/v3/groups/{group_id}", Policy.DeleteGroup, DeleteAsync);
        routes.Get("/v3/groups/{group_id}/users", Policy.ListUsersInGroup, ListMembersAsync);
        routes.Get("/v3/groups/{group_id}/users/{user_id}", Policy.CheckUserInGroup, CheckMemberAsync);
        routes.Put("/v3/groups/{group_id}/users/{user_id}", Policy.AddUserToGroup, AddMemberAsync);
        routes.Delete("/v3/groups/{group_id}/users/{user_id}", Policy.RemoveUserFromGroup, RemoveMemberAsync);
        routes.Get("/v3/users/{user_id}/groups", Policy.ListGroupsForUser, ListOfUserAsync);
    }

    private static async Task ListAsync(ApiRequest request)
    {
        var domainId = request.Query("domain_id") ?? request.Caller.DomainId;
        request.Authorize(new PolicyTarget(DomainId: domainId));
        await ListAsync(request, domainId, memberId: null);
    }

    private static async Task ListOfUserAsync(ApiRequest request)
    {
        var user = await Users.FindAsync(request);
        await ListAsync(request, domainId: null, user.Id);
    }

    private static async Task ListAsync(ApiRequest request, string? domainId, string? memberId)
    {
        var page = request.ReadPage();
        var rows = await request.Service<GroupStore>().ListAsync(
            domainId, request.Query("name"), memberId, page.Marker, page.Limit, request.Cancellation);
        var links = request.CutPage(rows, page, static row => row.Id);
        await request.WriteAsync(
            200, new GroupList([.. rows.Select(row => View(request, row))], links), IdentityJson.Default.GroupList);
    }

    private static async Task ShowAsync(ApiRequest request) =>
        await AnswerAsync(request, 200, await FindAsync(request));

    private static async Task CreateAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("group");
        var domainId = fields.OptionalString("domain_id")
            ?? request.Caller.DomainId ?? request.Caller.ProjectDomainId ?? Domain.DefaultId;
        request.Authorize(new PolicyTarget(DomainId: domainId));
        if (await request.Service<DomainStore>().FindAsync(domainId, request.Cancellation) is null)
            throw FaultException.NotFound("domain", domainId);
        var group = new Group
        {
            Id = Guid.NewGuid().ToString("N"),
            Name = fields.RequiredString("name"),
            DomainId = domainId,
            Description = fields.OptionalString("description", DescriptionLengthMax) ?? "",
            Extra = ExtraFields.Merge(null, Others(fields)),
        };
        await request.Service<GroupStore>().AddAsync(group, request.Cancellation);
        await AnswerAsync(request, 201, group);
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var group = await FindAsync(request);
        var fields = await request.ReadObjectAsync("group");
        if (fields.OptionalString("domain_id") is { } domainId && domainId != group.DomainId)
            throw FaultException.InvalidField("group.domain_id", "cannot change");
        var name = fields.Has("name") ? fields.RequiredString("name") : null;
        var description = fields.OptionalString("description", DescriptionLengthMax);
        var others = Others(fields);
        var changed = await request.Service<GroupStore>().UpdateAsync(
            group.Id,
            row => row with
            {
                Name = name ?? row.Name,
                Description = description ?? row.Description,
                Extra = ExtraFields.Merge(row.Extra, others),
            },
            request.Cancellation);
        await AnswerAsync(request, 200, changed ?? throw FaultException.NotFound("group", group.Id));
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var group = await FindAsync(request);
        await request.Service<GroupStore>().DeleteAsync(group.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static async Task ListMembersAsync(ApiRequest request)
    {
        var group = await FindAsync(request);
        var page = request.ReadPage();
        var rows = await request.Service<UserStore>().ListMembersAsync(
            group.Id, request.Query("name"), page.Marker, page.Limit, request.Cancellation);
        var links = request.CutPage(rows, page, static row => row.Id);
        await request.WriteAsync(
            200, new UserList([.. rows.Select(row => Users.View(request, row))], links), IdentityJson.Default.UserList);
    }

    private static async Task CheckMemberAsync(ApiRequest request)
    {
        var (group, user) = await FindBothAsync(request);
        if (!await request.Service<GroupStore>().IsMemberAsync(group.Id, user.Id, request.Cancellation))
            throw NotMember(group, user);
        await request.WriteStatusAsync(204);
    }

    private static async Task AddMemberAsync(ApiRequest request)
    {
        var (group, user) = await FindBothAsync(request);
        await request.Service<GroupStore>().AddMemberAsync(group.Id, user.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static async Task RemoveMemberAsync(ApiRequest request)
    {
        var (group, user) = await FindBothAsync(request);
        if (!await request.Service<GroupStore>().RemoveMemberAsync(group.Id, user.Id, request.Cancellation))
            throw NotMember(group, user);
        await request.WriteStatusAsync(204);
    }

    private static FaultException NotMember(Group group, User user) =>
        FaultException.NotFound("user", $"{user.Id} in group {group.Id}");

    /// <summary>A domain's manager may join users and groups of that domain only: both are asked for.</summary>
    private static async Task<(Group Group, User User)> FindBothAsync(ApiRequest request) =>
        (await FindAsync(request), await Users.FindAsync(request));

    private static async Task<Group> FindAsync(ApiRequest request)
    {
        var id = request.Route("group_id");
        var group = await request.Service<GroupStore>().FindAsync(id, request.Cancellation);
        request.Authorize(new PolicyTarget(DomainId: group?.DomainId));
        return group ?? throw FaultException.NotFound("group", id);
    }

    private static IReadOnlyDictionary<string, JsonElement> Others(JsonFields fields) =>
        fields.Others("id", "name", "domain_id", "description", "links");

    private static Task AnswerAsync(ApiRequest request, int status, Group group) =>
        request.WriteAsync(status, new GroupBody(View(request, group)), IdentityJson.Default.GroupBody);

    private static GroupView View(ApiRequest request, Group group) => new(
        group.Id,
        group.Name,
        group.DomainId,
        group.Description,
        new SelfLink(request.Link($"/v3/groups/{group.Id}")))
    {
        Extra = ExtraFields.Parse(group.Extra),
    };
}

internal sealed record GroupView(string Id, string Name, string DomainId, string Description, SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

internal sealed record GroupBody(GroupView Group);

internal sealed record GroupList(IReadOnlyList<GroupView> Groups, ListLinks Links);
