using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Policy;
using Basalt.Control.Api.Resources;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/groups</c> and who is in them: Identity API v3, "Groups".</summary>
internal sealed class Groups(Users users)
    : Resource<Group, GroupView>("group", "groups", IdentityJson.Default.GroupView)
{
    private const int DescriptionLengthMax = 4_096;

    protected override IReadOnlyList<string> Fields { get; } = ["id", "name", "domain_id", "description", "links"];

    public void Map(ApiRoutes routes)
    {
        Map(routes, "/v3/groups", Policy.Groups);
        routes.Get("/v3/groups/{group_id}/users", Policy.ListUsersInGroup, ListMembersAsync);
        routes.Get("/v3/groups/{group_id}/users/{user_id}", Policy.CheckUserInGroup, CheckMemberAsync);
        routes.Put("/v3/groups/{group_id}/users/{user_id}", Policy.AddUserToGroup, AddMemberAsync);
        routes.Delete("/v3/groups/{group_id}/users/{user_id}", Policy.RemoveUserFromGroup, RemoveMemberAsync);
        routes.Get("/v3/users/{user_id}/groups", Policy.ListGroupsForUser, ListOfUserAsync);
    }

    protected override GroupView View(ApiRequest request, Group group) => new(
        group.Id,
        group.Name,
        group.DomainId,
        group.Description,
        new SelfLink(request.Link($"/v3/groups/{group.Id}")))
    {
        Extra = ExtraFields.Parse(group.Extra),
    };

    protected override string KeyOf(Group group) => group.Id;

    protected override PolicyTarget? TargetOf(Group? group) => new(DomainId: group?.DomainId);

    protected override Task<Group?> LoadAsync(ApiRequest request, string id) =>
        request.Service<GroupStore>().FindAsync(id, request.Cancellation);

    protected override Task<List<Group>> ListAsync(ApiRequest request, PageRequest page)
    {
        var domainId = Domains.AuthorizeList(request);
        return request.Service<GroupStore>().ListAsync(
            domainId, request.Query("name"), memberId: null, page.Marker, page.Limit, request.Cancellation);
    }

    protected override async Task<Group> CreateAsync(ApiRequest request, JsonFields fields)
    {
        var group = new Group
        {
            DomainId = await Domains.ReadOwnerAsync(request, fields),
            Id = Guid.NewGuid().ToString("N"),
            Name = fields.RequiredString("name"),
            Description = fields.OptionalString("description", DescriptionLengthMax) ?? "",
            Extra = Extra(null, fields),
        };
        await request.Service<GroupStore>().AddAsync(group, request.Cancellation);
        return group;
    }

    protected override Task<Group?> UpdateAsync(ApiRequest request, Group group, JsonFields fields)
    {
        fields.Keep("domain_id", group.DomainId);
        var name = fields.Has("name") ? fields.RequiredString("name") : null;
        var description = fields.OptionalString("description", DescriptionLengthMax);
        return request.Service<GroupStore>().UpdateAsync(
            group.Id,
            row => row with
            {
                Name = name ?? row.Name,
                Description = description ?? row.Description,
                Extra = Extra(row.Extra, fields),
            },
            request.Cancellation);
    }

    protected override Task DeleteAsync(ApiRequest request, Group group) =>
        request.Service<GroupStore>().DeleteAsync(group.Id, request.Cancellation);

    private async Task ListOfUserAsync(ApiRequest request)
    {
        var user = await users.FindAsync(request);
        var page = request.ReadPage();
        var rows = await request.Service<GroupStore>().ListAsync(
            domainId: null, request.Query("name"), user.Id, page.Marker, page.Limit, request.Cancellation);
        await AnswerAsync(request, rows, page);
    }

    private async Task ListMembersAsync(ApiRequest request)
    {
        var group = await FindAsync(request);
        var page = request.ReadPage();
        var rows = await request.Service<UserStore>().ListMembersAsync(
            group.Id, request.Query("name"), page.Marker, page.Limit, request.Cancellation);
        await users.AnswerAsync(request, rows, page);
    }

    private async Task CheckMemberAsync(ApiRequest request)
    {
        var (group, user) = await FindBothAsync(request);
        if (!await request.Service<GroupStore>().IsMemberAsync(group.Id, user.Id, request.Cancellation))
            throw NotMember(group, user);
        await request.WriteStatusAsync(204);
    }

    private async Task AddMemberAsync(ApiRequest request)
    {
        var (group, user) = await FindBothAsync(request);
        await request.Service<GroupStore>().AddMemberAsync(group.Id, user.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private async Task RemoveMemberAsync(ApiRequest request)
    {
        var (group, user) = await FindBothAsync(request);
        if (!await request.Service<GroupStore>().RemoveMemberAsync(group.Id, user.Id, request.Cancellation))
            throw NotMember(group, user);
        await request.WriteStatusAsync(204);
    }

    private static FaultException NotMember(Group group, User user) =>
        FaultException.NotFound("user", $"{user.Id} in group {group.Id}");

    /// <summary>A domain's manager may join users and groups of that domain only: both are asked for.</summary>
    private async Task<(Group Group, User User)> FindBothAsync(ApiRequest request) =>
        (await FindAsync(request), await users.FindAsync(request));
}

internal sealed record GroupView(string Id, string Name, string DomainId, string Description, SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}
