using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Basalt.Http;
using Basalt.Http.Http1;
using Basalt.Node.Session;
using Basalt.Objects.Core;
using Basalt.Objects.Front;
using Basalt.Objects.S3;
using Basalt.Objects.Swift;
using Basalt.Transport.Uring;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using SharedEndpoint = Basalt.Objects.Front.ObjectEndpoint;

namespace Basalt.Node.Objects;

/// <summary>S3 and Swift on one port, over one store.</summary>
internal sealed class ObjectServer : IAsyncDisposable
{
    private readonly IObjectFront _front;
    private readonly Contract.Node.V1.ObjectEndpoint _desired;
    private readonly DateTime _certificateWrittenAt;

    private ObjectServer(
        IObjectFront front, Contract.Node.V1.ObjectEndpoint desired, DateTime certificateWrittenAt)
        => (_front, _desired, _certificateWrittenAt) = (front, desired, certificateWrittenAt);

    public IPEndPoint EndPoint => _front.EndPoint;

    public Http1Front? Http1 => _front.Http1;

    /// <summary>Throws <see cref="WorkloadException"/> with words for the operator.</summary>
    public static async Task<ObjectServer> StartAsync(
        Contract.Node.V1.ObjectEndpoint desired,
        ObjectStore store,
        KernelShard kernel,
        IIdentityClient identity,
        RequestMetrics metrics,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        var handler = ComposeHandler(desired, store, identity, metrics, time);
        var kind = KindOf(desired.Front);
        var certificateWrittenAt = CertificateWrittenAt(desired);
        try
        {
            IObjectFront front = kind == FrontKind.Kestrel
                ? await KestrelObjectFront.StartAsync(desired, handler, time, loggers, cancellation)
                : ReactorFront.Start(kind, kernel, desired, handler, time, loggers.CreateLogger<ReactorFront>());
            return new ObjectServer(front, desired.Clone(), certificateWrittenAt);
        }
        catch (IOException error) when (IsAddressInUse(error))
        {
            throw new WorkloadException(
                $"port {desired.Port} (object) is in use by another program. Stop that one, or move this port or all: "
                + "--object-port, --port-offset",
                error);
        }
        catch (Exception error) when (error is IOException or CryptographicException)
        {
            throw new WorkloadException($"cannot listen on port {desired.Port} (object): {error.Message}", error);
        }
    }

    /// <summary>Whether this is what is desired. Port 0 is any, also the one that is listened on; how long known
    /// callers are served is not this one's business.</summary>
    public bool Serves(Contract.Node.V1.ObjectEndpoint desired)
    {
        if (desired.Port != 0 && desired.Port != EndPoint.Port) return false;
        var same = desired.Clone();
        (same.Port, same.IdentityGraceMs) = (_desired.Port, _desired.IdentityGraceMs);
        return same.Equals(_desired)
            && (_front.ReloadsCertificate || CertificateWrittenAt(desired) == _certificateWrittenAt);
    }

    /// <summary>Takes no new connections and lets requests under way end, for a while.</summary>
    public async ValueTask DisposeAsync() => await _front.StopAsync(NodeLimits.DrainWaitMax);

    private static SharedEndpoint ComposeHandler(
        Contract.Node.V1.ObjectEndpoint desired,
        ObjectStore store,
        IIdentityClient identity,
        RequestMetrics metrics,
        TimeProvider time)
    {
        string[] suffixes = [.. desired.BucketHostSuffixes];
        var swift = new SwiftHandler(store, identity, time, new SwiftOptions());
        var s3 = new S3Handler(
            store, identity, time, new S3Options { Region = desired.Region, BucketHostSuffixes = suffixes });
        return new SharedEndpoint(
            Meter(swift, "swift", MeteredHandler.SwiftLevels), Meter(s3, "s3", MeteredHandler.S3Levels), suffixes);

        MeteredHandler Meter(IHttpHandler face, string protocol, string[] levels)
            => new(face, protocol, levels, metrics, time);
    }

    private static FrontKind KindOf(string name) => name switch
    {
        "" or "auto" => FrontKind.Auto,
        "reactor" => FrontKind.Reactor,
        "socket" => FrontKind.Socket,
        "kestrel" => FrontKind.Kestrel,
        _ => throw new WorkloadException($"there is no front '{name}': auto, reactor, socket and kestrel are"),
    };

    private static bool IsAddressInUse(IOException error) => error.InnerException is AddressInUseException
        or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };

    /// <summary>A certificate that was made anew under the same name has to be read again.</summary>
    private static DateTime CertificateWrittenAt(Contract.Node.V1.ObjectEndpoint desired)
        => desired.TlsCertificatePath.Length > 0 ? File.GetLastWriteTimeUtc(desired.TlsCertificatePath) : default;
}
