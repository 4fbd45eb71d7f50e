using Basalt.Control.Host.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Basalt.Control.Host.Up;

/// <summary>Health (alive), readiness (does what it should) and Prometheus metrics of control, on a port of their
/// own.</summary>
internal sealed class MonitorServer : IAsyncDisposable
{
    private const int ConnectionCountMax = 64;

    private readonly WebApplication _application;
    private readonly Settings _settings;

    private MonitorServer(WebApplication application, Settings settings)
        => (_application, _settings) = (application, settings);

    public int Port => _application.Port();

    /// <param name="settings">Where to listen.</param>
    /// <param name="findProblem">Why control is not ready; empty if it is.</param>
    /// <param name="configureLogging">As all of control logs.</param>
    public static MonitorServer Create(
        Settings settings, Func<string> findProblem, Action<ILoggingBuilder> configureLogging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        configureLogging(builder.Logging);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = ConnectionCountMax;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(settings.MonitorBind, settings.MonitorControlPort, certificate: null);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .ConfigureResource(resource => resource.AddService("basalt-control"))
            .AddMeter("System.Runtime", "Microsoft.AspNetCore.Hosting", "Basalt.*")
            .AddPrometheusExporter());

        var application = builder.Build();
        application.UseRouting();
        application.MapGet("/healthz", static context => context.Response.WriteAsync("ok\n"));
        application.MapGet("/readyz", context =>
        {
            var problem = findProblem();
            if (problem.Length == 0) return context.Response.WriteAsync("ready\n");
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsync(problem + "\n");
        });
        application.MapPrometheusScrapingEndpoint();
        return new MonitorServer(application, settings);
    }

    public Task StartAsync(CancellationToken cancellation)
        => _application.StartListeningAsync(
            Listening.Monitor, _settings.MonitorControlPort, _settings, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
