using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Basalt.Http.Kestrel;

/// <summary>
/// Kestrel as a bare server: HTTP/1.1 on one address, every request straight to one handler, no middleware. Started
/// once,
/// stopped once.
/// </summary>
public sealed class KestrelFront : IAsyncDisposable
{
    private readonly WebApplication _container;
    private readonly IServer _server;
    private readonly HandlerApplication _application;

    public KestrelFront(KestrelFrontOptions options, IHttpHandler handler, TimeProvider clock, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(loggers);

        // The host of a web application is used for one thing: it puts the server together. It is never run.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(clock);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server => Configure(server, options));
        builder.WebHost.UseSockets(sockets =>
        {
            // Requests run where their bytes were read: a hop less for each of them. TCP_NODELAY is on.
            sockets.UnsafePreferInlineScheduling = true;
            sockets.NoDelay = true;
        });
        _container = builder.Build();
        _server = _container.Services.GetRequiredService<IServer>();
        _application = new HandlerApplication(handler, new RequestIds(clock), loggers.CreateLogger<KestrelFront>());
    }

    /// <summary>Where it listens, once started.</summary>
    public IPEndPoint EndPoint
    {
        get
        {
            var address = _server.Features.Get<IServerAddressesFeature>()?.Addresses.First()
                ?? throw new InvalidOperationException("The front has not been started.");
            var uri = new Uri(address);
            return new IPEndPoint(IPAddress.Parse(uri.Host), uri.Port);
        }
    }

    /// <summary>Binds; throws <see cref="IOException"/> if the address is taken.</summary>
    public Task StartAsync(CancellationToken cancellation) => _server.StartAsync(_application, cancellation);

    /// <summary>Takes no new connections, lets requests under way end, and cuts what is left when cancelled.</summary>
    public Task StopAsync(CancellationToken cancellation) => _server.StopAsync(cancellation);

    public async ValueTask DisposeAsync() => await _container.DisposeAsync();

    private static void Configure(KestrelServerOptions server, KestrelFrontOptions options)
    {
        server.AddServerHeader = false;
        server.AllowSynchronousIO = false;
        // Field values are bytes to us (RFC 9110 section 5.5): Latin-1 keeps each of them.
        server.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        server.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;

        var rate = new MinDataRate(HttpLimits.BodyRateMin, HttpLimits.StalledBodyTimeMax);
        server.Limits.MaxRequestLineSize = HttpLimits.RequestLineSizeMax;
        server.Limits.MaxRequestHeadersTotalSize = HttpLimits.HeadersSizeMax;
        server.Limits.MaxRequestHeaderCount = HttpLimits.HeaderLineCountMax;
        server.Limits.MaxRequestBufferSize = HttpLimits.RequestBufferSizeMax;
        server.Limits.MaxResponseBufferSize = HttpLimits.ResponseBufferSizeMax;
        server.Limits.MaxConcurrentConnections = HttpLimits.ConnectionCountMax;
        server.Limits.KeepAliveTimeout = HttpLimits.KeepAliveMax;
        server.Limits.RequestHeadersTimeout = HttpLimits.HeadersTimeMax;
        server.Limits.MinRequestBodyDataRate = rate;
        server.Limits.MinResponseDataRate = rate;
        // Each face has limits of its own on bodies, and says so in its own words.
        server.Limits.MaxRequestBodySize = null;

        server.Listen(options.Address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (options.TlsCertificatePath is not null)
                listen.UseHttps(LoadCertificate(options));
        });
    }

    private static HttpsConnectionAdapterOptions LoadCertificate(KestrelFrontOptions options)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.TlsCertificatePath!);
        return new HttpsConnectionAdapterOptions
        {
            ServerCertificate = X509Certificate2.CreateFromPemFile(options.TlsCertificatePath!, options.TlsKeyPath),
            ServerCertificateChain = chain,
            OnAuthenticate = static (_, tls) => tls.ApplicationProtocols = [SslApplicationProtocol.Http11],
        };
    }
}
