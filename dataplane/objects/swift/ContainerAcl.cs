using Basalt.Objects.Front;

namespace Basalt.Objects.Swift;

/// <summary>
/// A container's access list: <c>.r:*</c>, <c>.r:host</c>, <c>.r:.domain</c>, <c>.r:-host</c> (the last that
/// matches the Referer
/// decides), <c>.rlistings</c>, <c>project:user</c> with stars for either, and names of roles.
/// </summary>
internal sealed class ContainerAcl
{
    private const string DefaultDomainId = "default";

    private readonly List<string> _referrers = [];
    private readonly List<string> _grants = [];

    private ContainerAcl()
    {
    }

    /// <summary>Whoever the Referer lets in may list as well.</summary>
    public bool AllowsListings { get; private set; }

    /// <summary>Reads a list that <see cref="Clean"/> has put in order.</summary>
    public static ContainerAcl Parse(string? text)
    {
        var acl = new ContainerAcl();
        foreach (var item in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (item == ".rlistings")
                acl.AllowsListings = true;
            else if (item.StartsWith(".r:", StringComparison.Ordinal))
                acl._referrers.Add(item[3..]);
            else
                acl._grants.Add(item);
        }

        return acl;
    }

    /// <summary>Puts a list as sent in order; throws 400 for what it cannot mean.</summary>
    public static string Clean(string fieldName, string text)
    {
        if (text.Length > SwiftLimits.AclSizeMax)
            throw new SwiftFault(400, $"{fieldName} is longer than {SwiftLimits.AclSizeMax}");
        var cleaned = new List<string>();
        foreach (var raw in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = raw.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !raw.StartsWith('.'))
            {
                if (raw.StartsWith('.') && raw != ".rlistings")
                    throw new SwiftFault(400, $"Unknown designator in {fieldName}: {raw}");
                cleaned.Add(raw);
                continue;
            }

            var (designator, value) = (raw[..colon].Trim(), raw[(colon + 1)..].Trim());
            if (designator is not (".r" or ".ref" or ".referer" or ".referrer"))
                throw new SwiftFault(400, $"Unknown designator in {fieldName}: {raw}");
            if (fieldName.Contains("Write", StringComparison.OrdinalIgnoreCase))
                throw new SwiftFault(400, $"Referrers not allowed in write ACL: {raw}");
            cleaned.Add(".r:" + CleanReferrer(value, raw));
        }

        return string.Join(',', cleaned);
    }

    public bool AllowsReferrer(string? referrer)
    {
        var host = Uri.TryCreate(referrer, UriKind.Absolute, out var uri) ? uri.Host : "";
        var isAllowed = false;
        foreach (var item in _referrers)
        {
            var isRefusal = item.StartsWith('-');
            var pattern = isRefusal ? item[1..] : item;
            if (pattern == "*" || pattern == host
                || (pattern.StartsWith('.') && host.EndsWith(pattern, StringComparison.Ordinal)))
                isAllowed = !isRefusal;
        }

        return isAllowed;
    }

    /// <summary>Whether an item lets the caller in: by ids always, by names only if user and project are of the
    /// default domain, since any other domain may give any names it likes (as Swift does:
    /// <c>allow_names_in_acls</c>).</summary>
    public bool Grants(Caller caller)
    {
        var areNamesTrusted = caller is { UserDomainId: DefaultDomainId, ProjectDomainId: DefaultDomainId };
        foreach (var item in _grants)
        {
            var colon = item.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                if (caller.HasRole(item))
                    return true;
                continue;
            }

            var (project, user) = (item[..colon], item[(colon + 1)..]);
            var isProject = project == "*" || project == caller.ProjectId
                || (areNamesTrusted && project == caller.ProjectName);
            var isUser = user == "*" || user == caller.UserId || (areNamesTrusted && user == caller.UserName);
            if (isProject && isUser)
                return true;
        }

        return false;
    }

    private static string CleanReferrer(string value, string raw)
    {
        var isRefusal = value.StartsWith('-');
        var host = (isRefusal ? value[1..] : value).Trim();
        if (host.StartsWith("*.", StringComparison.Ordinal))
            host = host[1..];
        return host is "" or "." || (isRefusal && host == "*" && value.Length == 1)
            ? throw new SwiftFault(400, $"No host/domain value after referrer designation in ACL: {raw}")
            : (isRefusal ? "-" : "") + host;
    }
}
