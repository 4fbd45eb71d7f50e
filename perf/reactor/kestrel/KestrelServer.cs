using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Basalt.Perf.Reactor.Kestrel;

/// <summary>Kestrel as lean as it goes: inline scheduling, no middleware, no log.</summary>
internal static class KestrelServer
{
    public static async Task<int> RunAsync(Options options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = true;
            server.Limits.MinRequestBodyDataRate = null;
            server.Limits.MinResponseDataRate = null;
            if (options.IsPatient)
            {
                server.Limits.RequestHeadersTimeout = TimeSpan.FromHours(1);
                server.Limits.KeepAliveTimeout = TimeSpan.FromHours(1);
            }

            server.Listen(IPAddress.Loopback, options.Port, static l => l.Protocols = HttpProtocols.Http1);
        });
        builder.WebHost.UseSockets(static sockets => sockets.UnsafePreferInlineScheduling = true);
        await using var container = builder.Build();
        var server = container.Services.GetRequiredService<IServer>();
        await server.StartAsync(new FixedApplication(options.BodySize), CancellationToken.None);
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        await Server.ServeUntilEndAsync($"ready {new Uri(address).Port}", static _ => Task.FromResult(""));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await server.StopAsync(patience.Token);
        return 0;
    }
}
