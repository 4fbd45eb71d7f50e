using Basalt.Control.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Nodes;

/// <summary>Serves the contract on a Unix socket. Whoever may open the socket is the cloud's own user: its mode is
/// 0600,
/// in a directory of mode 0700.</summary>
public sealed class ContractServer : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly WebApplication _application;
    private readonly string _socketPath;

    private ContractServer(WebApplication application, string socketPath)
        => (_application, _socketPath) = (application, socketPath);

    /// <summary>Whether identity's tables could be read lately, as they are several times a second.</summary>
    public bool IsIdentityReadable => _application.Services.GetRequiredService<RevisionWatch>().IsReadable;

    /// <param name="socketPath">Its directory must be the owner's alone; what a killed process left there is
    /// replaced.</param>
    /// <param name="registry">Shared with the caller, who desires states and watches what is observed.</param>
    /// <param name="services">Where ITokenValidator, ISigningKeys and IIdentityRevision come from.</param>
    /// <param name="configureLogging">The caller's way of logging.</param>
    public static ContractServer Create(
        string socketPath, NodeRegistry registry, IServiceProvider services, Action<ILoggingBuilder> configureLogging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        configureLogging(builder.Logging);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenUnixSocket(socketPath, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = NodeLimits.MessageSizeMax;
            grpc.MaxSendMessageSize = NodeLimits.MessageSizeMax;
        });
        // A node learns that control is going by the end of its stream; nobody waits long for it.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddSingleton(registry);
        builder.Services.AddSingleton(services.GetRequiredService<TimeProvider>());
        builder.Services.AddSingleton(services.GetRequiredService<ITokenValidator>());
        builder.Services.AddSingleton(services.GetRequiredService<ISigningKeys>());
        builder.Services.AddSingleton(services.GetRequiredService<IIdentityRevision>());
        builder.Services.AddSingleton<RevisionWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RevisionWatch>());

        var application = builder.Build();
        application.UseRouting();
        application.MapGrpcService<NodesEndpoint>();
        application.MapGrpcService<IdentityEndpoint>();
        return new ContractServer(application, socketPath);
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        File.Delete(_socketPath);
        await _application.StartAsync(cancellation);
        File.SetUnixFileMode(_socketPath, OwnerOnly);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }
}
