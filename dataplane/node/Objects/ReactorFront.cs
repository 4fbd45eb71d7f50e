using System.Net;

using Basalt.Http;
using Basalt.Http.Http1;
using Basalt.Node.Session;
using Basalt.Transport;
using Basalt.Transport.Sockets;
using Basalt.Transport.Tls;
using Basalt.Transport.Uring;
using Microsoft.Extensions.Logging;

namespace Basalt.Node.Objects;

/// <summary>The node's own HTTP/1.1, on the shard that runs the pool: a request goes from wire to device and back on
/// one thread.</summary>
internal sealed class ReactorFront : IObjectFront
{
    private readonly Http1Front _front;
    private readonly TlsCertificate? _certificate;

    private ReactorFront(Http1Front front, TlsCertificate? certificate)
        => (_front, _certificate) = (front, certificate);

    public IPEndPoint EndPoint => (IPEndPoint)_front.EndPoint;

    public bool ReloadsCertificate => true;

    public Http1Front? Http1 => _front;

    /// <param name="kind">Anything but Kestrel.</param>
    /// <param name="kernel">The pool's shard.</param>
    /// <param name="desired">Where to listen.</param>
    /// <param name="handler">Answers.</param>
    /// <param name="time">When to look at the certificate again.</param>
    /// <param name="log">For what an operator must know.</param>
    public static ReactorFront Start(
        FrontKind kind,
        KernelShard kernel,
        Contract.Node.V1.ObjectEndpoint desired,
        IHttpHandler handler,
        TimeProvider time,
        ILogger log)
    {
        if (kind == FrontKind.Reactor && kernel.Ring is null)
        {
            throw new WorkloadException(
                "object.front is reactor, and the kernel gives the node no ring: the log says why. Or take auto.");
        }

        var certificate = desired.TlsCertificatePath.Length == 0
            ? null
            : new TlsCertificate(desired.TlsCertificatePath, desired.TlsKeyPath, time, Warn);
        try
        {
            var options = new Http1Options
            {
                Address = new IPEndPoint(IPAddress.Parse(desired.Address), (int)desired.Port),
                Tls = certificate is null ? null : new TlsOptions(certificate) { Applications = ["http/1.1"] },
                OnHandlerFailed = (failure, id, method) => Log.RequestFailed(log, failure, id, method),
                Warn = Warn,
            };
            ITransport transport = kind == FrontKind.Socket ? new SocketTransport() : kernel.Transport;
            return new ReactorFront(Http1Front.Start(transport, kernel.Shard, options, handler), certificate);
        }
        catch (IOException)
        {
            certificate?.Dispose();
            throw;
        }

        void Warn(string message) => Log.EndpointReports(log, message);
    }

    public async Task StopAsync(TimeSpan drain)
    {
        await _front.StopAsync(drain);
        _certificate?.Dispose();
    }
}
