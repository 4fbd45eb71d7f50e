using System.Data.Common;
using System.Security.Cryptography.X509Certificates;
using Basalt.Control.Api;
using Basalt.Control.Host.Configuration;
using Basalt.Control.Host.Data;
using Basalt.Control.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Host.Up;

/// <summary>The services of control and their REST faces.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private static readonly TimeSpan DrainWait = TimeSpan.FromSeconds(3);

    private readonly WebApplication _application;
    private readonly Settings _settings;

    private ControlPlane(WebApplication application, Settings settings)
        => (_application, _settings) = (application, settings);

    public IServiceProvider Services => _application.Services;

    /// <summary>The port of identity, once started.</summary>
    public int IdentityPort => _application.Port();

    public static ControlPlane Create(
        Settings settings, DataDirectory data, X509Certificate2? certificate, Action<ILoggingBuilder> configureLogging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        configureLogging(builder.Logging);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Bind, settings.IdentityPort, certificate);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainWait);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddControlServices(settings, data);

        var application = builder.Build();
        application.UseControlApi();
        application.UseRouting();
        application.MapControlServices();
        return new ControlPlane(application, settings);
    }

    /// <summary>Once the schema is there.</summary>
    public Task StartAsync(CancellationToken cancellation)
        => _application.StartListeningAsync(Listening.Identity, _settings.IdentityPort, _settings, cancellation);

    /// <summary>Brings the schema to what the services expect. Throws <see cref="StartException"/> if the database
    /// cannot be used.</summary>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        try
        {
            await Services.GetRequiredService<IStoreMigrator>().MigrateAsync(cancellation);
        }
        catch (StoreException error)
        {
            throw new StartException(error.Message, error);
        }
        catch (DbException error)
        {
            throw new StartException(
                $"control's database ({_settings.Database.Engine}) cannot be used: {error.Message}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }
}
