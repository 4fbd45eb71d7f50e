using System.Net;
using System.Security.Cryptography;
using Basalt.Http.Kestrel;
using Basalt.Node.Session;
using Basalt.Objects.Core;
using Basalt.Objects.Front;
using Basalt.Objects.S3;
using Basalt.Objects.Swift;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using SharedEndpoint = Basalt.Objects.Front.ObjectEndpoint;

namespace Basalt.Node.Objects;

/// <summary>S3 and Swift on one port, over one store.</summary>
internal sealed class ObjectServer : IAsyncDisposable
{
    private readonly KestrelFront _front;
    private readonly Contract.Node.V1.ObjectEndpoint _desired;
    private readonly DateTime _certificateWrittenAt;
    private readonly TimeProvider _time;

    private ObjectServer(
        KestrelFront front, Contract.Node.V1.ObjectEndpoint desired, DateTime certificateWrittenAt, TimeProvider time)
        => (_front, _desired, _certificateWrittenAt, _time) = (front, desired, certificateWrittenAt, time);

    public IPEndPoint EndPoint => _front.EndPoint;

    /// <summary>Throws <see cref="WorkloadException"/> with words for the operator.</summary>
    public static async Task<ObjectServer> StartAsync(
        Contract.Node.V1.ObjectEndpoint desired,
        ObjectStore store,
        IIdentityClient identity,
        RequestMetrics metrics,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        string[] suffixes = [.. desired.BucketHostSuffixes];
        var swift = new SwiftHandler(store, identity, time, new SwiftOptions());
        var s3 = new S3Handler(
            store, identity, time, new S3Options { Region = desired.Region, BucketHostSuffixes = suffixes });
        var endpoint = new SharedEndpoint(
            new MeteredHandler(swift, "swift", MeteredHandler.SwiftLevels, metrics, time),
            new MeteredHandler(s3, "s3", MeteredHandler.S3Levels, metrics, time),
            suffixes);
        var certificateWrittenAt = CertificateWrittenAt(desired);
        try
        {
            var options = new KestrelFrontOptions
            {
                Address = IPAddress.Parse(desired.Address),
                Port = (int)desired.Port,
                TlsCertificatePath = desired.TlsCertificatePath.Length > 0 ? desired.TlsCertificatePath : null,
                TlsKeyPath = desired.TlsKeyPath.Length > 0 ? desired.TlsKeyPath : null,
            };
            var front = new KestrelFront(options, endpoint, time, loggers);
            await front.StartAsync(cancellation);
            return new ObjectServer(front, desired.Clone(), certificateWrittenAt, time);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new WorkloadException(
                $"port {desired.Port} (object) is in use by another program. Stop that one, or move all ports: "
                + "basalt up --port-offset 1000",
                error);
        }
        catch (Exception error) when (error is IOException or CryptographicException)
        {
            throw new WorkloadException($"cannot listen on port {desired.Port} (object): {error.Message}", error);
        }
    }

    /// <summary>Whether this is what is desired. Port 0 is any, also the one that is listened on; how long known
    /// callers
    /// are served is not this one's business.</summary>
    public bool Serves(Contract.Node.V1.ObjectEndpoint desired)
    {
        if (desired.Port != 0 && desired.Port != EndPoint.Port) return false;
        var same = desired.Clone();
        (same.Port, same.IdentityGraceMs) = (_desired.Port, _desired.IdentityGraceMs);
        return same.Equals(_desired) && CertificateWrittenAt(desired) == _certificateWrittenAt;
    }

    /// <summary>Takes no new connections and lets requests under way end, for a while.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(NodeLimits.DrainWaitMax, _time);
        await _front.StopAsync(patience.Token);
        await _front.DisposeAsync();
    }

    /// <summary>A certificate that was made anew under the same name has to be read again.</summary>
    private static DateTime CertificateWrittenAt(Contract.Node.V1.ObjectEndpoint desired)
        => desired.TlsCertificatePath.Length > 0 ? File.GetLastWriteTimeUtc(desired.TlsCertificatePath) : default;
}
