namespace Basalt.Control.Identity.Model;

/// <summary>All roles of one revision, and what each implies.</summary>
internal sealed class RoleGraph(ulong revision, IEnumerable<Role> roles, IEnumerable<ImpliedRole> implied)
{
    private readonly Dictionary<string, Role> _roles = roles.ToDictionary(static role => role.Id);
    private readonly ILookup<string, string> _implied =
        implied.ToLookup(static row => row.PriorRoleId, static row => row.ImpliedRoleId);

    public ulong Revision { get; } = revision;

    public IEnumerable<Role> All => _roles.Values;

    public Role? Find(string id) => _roles.GetValueOrDefault(id);

    public IEnumerable<Role> ImpliedBy(string id) => _implied[id].Select(Find).OfType<Role>();

    /// <summary>The global roles among these ids and all that they imply, each once, by name.</summary>
    /// <remarks>A domain's own role only brings what it implies: services know roles by name, and a domain may call
    /// one of its own "admin".</remarks>
    public IReadOnlyList<Role> Expand(IEnumerable<string> ids)
    {
        var found = new Dictionary<string, Role>(StringComparer.Ordinal);
        var open = new Stack<string>(ids);
        while (open.TryPop(out var id))
        {
            if (Find(id) is not { } role || !found.TryAdd(id, role))
                continue;
            foreach (var next in _implied[id])
                open.Push(next);
        }

        return [.. found.Values.Where(static role => role.DomainId.Length == 0)
            .OrderBy(static role => role.Name, StringComparer.Ordinal)];
    }
}
