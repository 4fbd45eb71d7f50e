using Basalt.Control.Contracts;
using Basalt.Control.Identity.Credentials;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Passwords;
using Basalt.Control.Identity.Store;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Identity;

/// <summary>What <c>keystone-manage bootstrap</c> makes, and an EC2 key pair for the admin.</summary>
internal sealed class Bootstrap(
    IdentityDatabase database,
    DomainStore domains,
    UserStore users,
    ProjectStore projects,
    CredentialStore credentials,
    Ec2Credentials ec2,
    PasswordHasher passwords,
    ICatalog catalog,
    ILogger<Bootstrap> logger) : IBootstrap
{
    private const string AdminName = "admin";

    /// <summary>Each implies the next: who manages is a member, who is a member reads.</summary>
    private static readonly string[] RoleLadder = ["admin", "manager", "member", "reader"];

    private static readonly string[] OtherRoles = ["service", "ResellerAdmin"];

    public async Task<BootstrapResult> BootstrapAsync(BootstrapRequest request, CancellationToken cancellation)
    {
        var isNew = await users.FindByNameAsync(Domain.DefaultId, AdminName, cancellation) is null;
        if (isNew)
        {
            var hash = await passwords.HashAsync(request.AdminPassword, PasswordSource.Own, cancellation);
            await database.ChangeAsync((connection, token) => MakeAsync(connection, hash, token), cancellation);
        }

        await catalog.PublishAsync(request.Region, request.Services, cancellation);

        var domain = await domains.FindAsync(Domain.DefaultId, cancellation);
        var user = await users.FindByNameAsync(Domain.DefaultId, AdminName, cancellation);
        var project = await projects.FindByNameAsync(Domain.DefaultId, AdminName, cancellation)
            ?? throw new InvalidOperationException("The admin has no project: it was deleted or renamed.");
        if (isNew)
            Log.AdminMade(logger, user!.Id, project.Id);
        var blob = await FindOrMakeKeyAsync(user!, project, cancellation);
        return new BootstrapResult(
            isNew,
            user!.Id,
            user.Name,
            project.Id,
            project.Name,
            domain!.Id,
            domain.Name,
            blob.Access,
            blob.Secret);
    }

    /// <summary>All in one transaction: a crash leaves either nothing, or an admin that can log in.</summary>
    private static async Task MakeAsync(DataConnection connection, string passwordHash, CancellationToken cancellation)
    {
        if (!await connection.GetTable<Domain>().AnyAsync(static row => row.Id == Domain.DefaultId, cancellation))
        {
            var domain = new Domain { Id = Domain.DefaultId, Name = "Default", Description = "The default domain" };
            await connection.InsertAsync(domain, token: cancellation);
        }

        var project = await connection.GetTable<Project>().FirstOrDefaultAsync(
            static row => row.DomainId == Domain.DefaultId && row.Name == AdminName, cancellation);
        if (project is null)
        {
            project = new Project
            {
                Id = NewId(),
                Name = AdminName,
                DomainId = Domain.DefaultId,
                Description = "Bootstrap project for initializing the cloud.",
            };
            await connection.InsertAsync(project, token: cancellation);
        }

        var user = new User
        {
            Id = NewId(),
            Name = AdminName,
            DomainId = Domain.DefaultId,
            PasswordHash = passwordHash,
        };
        await connection.InsertAsync(user, token: cancellation);

        var adminRoleId = await MakeRolesAsync(connection, cancellation);
        await AssignAsync(connection, user.Id, TargetKind.Project, project.Id, adminRoleId, cancellation);
        await AssignAsync(connection, user.Id, TargetKind.System, Assignment.SystemId, adminRoleId, cancellation);
    }

    private static async Task<string> MakeRolesAsync(DataConnection connection, CancellationToken cancellation)
    {
        foreach (var name in OtherRoles)
            await FindOrMakeRoleAsync(connection, name, cancellation);
        string? above = null;
        string? first = null;
        foreach (var name in RoleLadder)
        {
            var id = await FindOrMakeRoleAsync(connection, name, cancellation);
            first ??= id;
            if (above is not null && !await connection.GetTable<ImpliedRole>()
                .AnyAsync(row => row.PriorRoleId == above && row.ImpliedRoleId == id, cancellation))
            {
                await connection.InsertAsync(
                    new ImpliedRole { PriorRoleId = above, ImpliedRoleId = id }, token: cancellation);
            }

            above = id;
        }

        return first!;
    }

    private static async Task<string> FindOrMakeRoleAsync(
        DataConnection connection, string name, CancellationToken cancellation)
    {
        var found = await connection.GetTable<Role>()
            .FirstOrDefaultAsync(row => row.DomainId == "" && row.Name == name, cancellation);
        if (found is not null)
            return found.Id;
        var role = new Role { Id = NewId(), Name = name };
        await connection.InsertAsync(role, token: cancellation);
        return role.Id;
    }

    private static Task AssignAsync(
        DataConnection connection,
        string userId,
        TargetKind kind,
        string targetId,
        string roleId,
        CancellationToken cancellation) =>
        AssignmentStore.AddAsync(
            connection,
            new Assignment
            {
                ActorKind = ActorKind.User,
                ActorId = userId,
                TargetKind = kind,
                TargetId = targetId,
                RoleId = roleId,
            },
            cancellation);

    private async Task<Ec2Blob> FindOrMakeKeyAsync(User user, Project project, CancellationToken cancellation)
    {
        const int Enough = 100;
        foreach (var row in await credentials.ListAsync(user.Id, Credential.Ec2Type, null, Enough, cancellation))
        {
            if (row.ProjectId == project.Id && ec2.Open(row) is { } blob)
                return blob;
        }

        return (await ec2.CreateAsync(user.Id, project.Id, cancellation)).Blob;
    }

    private static string NewId() => Guid.NewGuid().ToString("N");
}
