using System.Net;
using System.Security.Cryptography.X509Certificates;
using Basalt.Control.Host.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Basalt.Control.Host.Up;

/// <summary>What all of control's TCP listeners share.</summary>
internal static class Listening
{
    public const string Identity = "identity";

    public const string Object = "object";

    public const string Monitor = "metrics of control";

    public const string NodeMonitor = "metrics of the node";

    public static void Listen(
        this KestrelServerOptions kestrel, IPAddress address, int port, X509Certificate2? certificate)
        => kestrel.Listen(address, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null) listen.UseHttps(certificate);
        });

    /// <summary>Starts, and says it in words if the port is taken.</summary>
    public static async Task StartListeningAsync(
        this WebApplication application, string what, int port, Settings settings, CancellationToken cancellation)
    {
        try
        {
            await application.StartAsync(cancellation);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw PortCheck.InUse(what, port, settings, error);
        }
        catch (IOException error)
        {
            throw new StartException($"cannot listen on port {port} ({what}): {error.Message}", error);
        }
    }

    /// <summary>The port it listens on, once started.</summary>
    public static int Port(this WebApplication application) => new Uri(application.Services
        .GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
}
