using System.Net;

using Basalt.Http;
using Basalt.Http.Http1;
using Basalt.Http.Kestrel;
using Microsoft.Extensions.Logging;

namespace Basalt.Node.Objects;

/// <summary>Kestrel, on the thread pool.</summary>
internal sealed class KestrelObjectFront : IObjectFront
{
    private readonly KestrelFront _front;
    private readonly TimeProvider _time;

    private KestrelObjectFront(KestrelFront front, TimeProvider time) => (_front, _time) = (front, time);

    public IPEndPoint EndPoint => _front.EndPoint;

    public bool ReloadsCertificate => false;

    public Http1Front? Http1 => null;

    public static async Task<KestrelObjectFront> StartAsync(
        Contract.Node.V1.ObjectEndpoint desired,
        IHttpHandler handler,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        var options = new KestrelFrontOptions
        {
            Address = IPAddress.Parse(desired.Address),
            Port = (int)desired.Port,
            TlsCertificatePath = desired.TlsCertificatePath.Length > 0 ? desired.TlsCertificatePath : null,
            TlsKeyPath = desired.TlsKeyPath.Length > 0 ? desired.TlsKeyPath : null,
        };
        var front = new KestrelFront(options, handler, time, loggers);
        await front.StartAsync(cancellation);
        return new KestrelObjectFront(front, time);
    }

    public async Task StopAsync(TimeSpan drain)
    {
        using var patience = new CancellationTokenSource(drain, _time);
        await _front.StopAsync(patience.Token);
        await _front.DisposeAsync();
    }
}
