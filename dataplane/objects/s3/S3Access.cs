using Basalt.Objects.Front;

namespace Basalt.Objects.S3;

/// <summary>A right to the buckets of the caller's own project, as its roles there give it.</summary>
internal sealed class S3Access
{
    private readonly string[] _roles;

    private S3Access(params string[] roles) => _roles = roles;

    public static S3Access Read { get; } = new("admin", "manager", "member", "reader", "service");

    public static S3Access Write { get; } = new("admin", "manager", "member", "service");

    public bool IsGrantedBy(Caller caller)
    {
        foreach (var role in _roles)
        {
            if (caller.HasRole(role))
                return true;
        }

        return false;
    }
}
