using Basalt.Control.Api;
using Basalt.Control.Contracts;
using Basalt.Control.Identity.Api;
using Basalt.Control.Identity.Credentials;
using Basalt.Control.Identity.Passwords;
using Basalt.Control.Identity.Store;
using Basalt.Control.Identity.Tokens;
using Basalt.Control.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Basalt.Control.Identity;

/// <summary>What the host adds to have identity. It needs a store and a catalog beside it.</summary>
public static class IdentityService
{
    public static IServiceCollection AddIdentity(this IServiceCollection services, IdentityOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddSingleton(new MigrationAssembly(typeof(IdentityService).Assembly))
            .AddStores()
            .AddSingleton(_ => new PasswordHasher(options.BcryptCost))
            .AddSingleton(provider => new TokenKeys(OpenKeys(provider, options, "fernet-keys")))
            .AddSingleton(provider => new CredentialCipher(
                OpenKeys(provider, options, "credential-keys"), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new TokenFormat(provider.GetRequiredService<TokenKeys>().Keys))
            .AddSingleton<ScopeResolver>()
            .AddSingleton<TokenIssuer>()
            .AddSingleton<TokenValidator>()
            .AddSingleton<Authenticator>()
            .AddSingleton<Ec2Credentials>()
            .AddSingleton<IIdentityRevision>(static provider => provider.GetRequiredService<IdentityDatabase>())
            .AddSingleton<ITokenValidator>(static provider => provider.GetRequiredService<TokenValidator>())
            .AddSingleton<ISigningKeys, SigningKeys>()
            .AddSingleton<ITokenKeys, TokenKeyRotation>()
            .AddSingleton<IBootstrap, Bootstrap>();
    }

    /// <summary>Version discovery at the root, and <c>/v3</c>.</summary>
    public static void MapIdentity(this IEndpointRouteBuilder endpoints)
    {
        var options = endpoints.ServiceProvider.GetRequiredService<IdentityOptions>();
        var routes = new ApiRoutes(endpoints, options.PublicEndpoint);
        var (domains, users, roles) = (new Domains(), new Users(), new Roles());
        var projects = new Projects(users);
        Discovery.Map(routes);
        AuthTokens.Map(routes);
        new AuthResources(projects, domains).Map(routes);
        domains.Map(routes);
        projects.Map(routes);
        users.Map(routes);
        new Groups(users).Map(routes);
        roles.Map(routes);
        new ImpliedRoles(roles).Map(routes);
        new Grants(roles).Map(routes);
        RoleAssignments.Map(routes);
        new StoredCredentials().Map(routes);
        OsEc2.Map(routes);
        SignatureTokens.Map(routes);
    }

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddSingleton<IdentityDatabase>()
        .AddSingleton<DomainStore>()
        .AddSingleton<ProjectStore>()
        .AddSingleton<UserStore>()
        .AddSingleton<GroupStore>()
        .AddSingleton<RoleStore>()
        .AddSingleton<AssignmentStore>()
        .AddSingleton<CredentialStore>()
        .AddSingleton<RevokedTokenStore>()
        .AddSingleton<UserScopes>()
        .AddSingleton<EffectiveAssignments>();

    private static FernetKeys OpenKeys(IServiceProvider provider, IdentityOptions options, string name)
    {
        var keys = new FernetKeys(
            Path.Combine(options.KeyDirectory, name), provider.GetRequiredService<TimeProvider>());
        keys.Initialize();
        return keys;
    }
}
