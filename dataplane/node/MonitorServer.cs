using System.Net;
using Basalt.Node.Session;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Basalt.Node;

/// <summary>Health (alive), readiness (does what it should) and Prometheus metrics, on a port of their own.</summary>
internal sealed class MonitorServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private MonitorServer(WebApplication application) => _application = application;

    /// <summary>Where it listens, once started.</summary>
    public Uri Address => new(_application.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static MonitorServer Create(
        IPAddress address, int port, Reconciler reconciler, Action<ILoggingBuilder> configureLogging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        configureLogging(builder.Logging);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 64;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(address, port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .ConfigureResource(resource => resource.AddService("basalt-node"))
            .AddMeter("System.Runtime")
            .AddMeter("Basalt.*")
            .AddPrometheusExporter());

        var application = builder.Build();
        application.UseRouting();
        application.MapGet("/healthz", context => context.Response.WriteAsync("ok\n"));
        application.MapGet("/readyz", context =>
        {
            if (reconciler.IsReady) return context.Response.WriteAsync("ready\n");
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            var problem = reconciler.Problem;
            return context.Response.WriteAsync(problem.Length == 0 ? "starting\n" : problem + "\n");
        });
        application.MapPrometheusScrapingEndpoint();
        return new MonitorServer(application);
    }

    public Task StartAsync(CancellationToken cancellation) => _application.StartAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
