using Basalt.Objects.Core;
using Basalt.Objects.Front;

namespace Basalt.Objects.Swift;

/// <summary>Who may do what: roles in the own project, and the container's access lists.</summary>
/// <remarks>Names in access lists hold for the default domain alone: ids are what owners should write.</remarks>
internal sealed class SwiftAccess(SwiftOptions options)
{
    /// <summary>May do everything in the account.</summary>
    public bool IsOwner(Caller? caller, string project)
        => caller is not null
            && (HasAny(caller, options.ResellerRoles)
                || (caller.ProjectId == project && HasAny(caller, options.OperatorRoles)));

    /// <summary>Reading the account, its list of containers, or anything in it.</summary>
    public bool MayReadAccount(Caller? caller, string project)
        => IsOwner(caller, project)
            || (caller is not null && caller.ProjectId == project && HasAny(caller, options.ReaderRoles));

    /// <summary>Reading objects.</summary>
    public bool MayRead(SwiftRequest request, ContainerInfo container)
    {
        if (MayReadAccount(request.Caller, container.Account))
            return true;
        var acl = ContainerAcl.Parse(container.Settings.ReadAcl);
        return acl.AllowsReferrer(request.Headers["Referer"])
            || (request.Caller is not null && acl.Grants(request.Caller));
    }

    /// <summary>Reading the container itself: its metadata and its list of objects.</summary>
    public bool MayList(SwiftRequest request, ContainerInfo container)
    {
        if (MayReadAccount(request.Caller, container.Account))
            return true;
        var acl = ContainerAcl.Parse(container.Settings.ReadAcl);
        return (acl.AllowsListings && acl.AllowsReferrer(request.Headers["Referer"]))
            || (request.Caller is not null && acl.Grants(request.Caller));
    }

    /// <summary>Writing and deleting objects.</summary>
    public bool MayWrite(SwiftRequest request, ContainerInfo container)
        => IsOwner(request.Caller, container.Account)
            || (request.Caller is not null && ContainerAcl.Parse(container.Settings.WriteAcl).Grants(request.Caller));

    /// <summary>401 for an unknown caller, 403 for a known one.</summary>
    public static SwiftFault Denied(SwiftRequest request)
    {
        if (request.Caller is not null)
            return new SwiftFault(403);
        request.Answer["Www-Authenticate"] = $"Swift realm=\"{SafeRealm(request.Path.Account)}\"";
        return new SwiftFault(401);
    }

    private static bool HasAny(Caller caller, IReadOnlyList<string> roles)
    {
        foreach (var role in roles)
        {
            if (caller.HasRole(role))
                return true;
        }

        return false;
    }

    /// <summary>A quoted-string (RFC 9110 section 5.6.4) of what is surely harmless.</summary>
    private static string SafeRealm(string account)
        => account.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? account : "unknown";
}
