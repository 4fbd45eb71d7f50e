using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

using Basalt.Transport.Pipes;

namespace Basalt.Transport.Tls;

/// <summary>Serves connections through TLS, so many handshakes at once and no more. On one shard.</summary>
internal sealed class TlsHandshakes(TlsOptions options, TransportLimits limits, TransportCounters counters)
    : IDisposable
{
    private readonly HandshakePlaces _places = new(limits.HandshakesMax);
    private readonly BlockMemoryPool _memory = new(limits, counters);

    public async Task ServeAsync(Connection connection, ConnectionHandler handler)
    {
        connection.Phase = ConnectionPhase.Handshake;
        await using var secret = new SslStream(
            new PipeStream(connection.Input, connection.Output), leaveInnerStreamOpen: true);
        if (await ShakeHandsAsync(connection, secret) is not { } state) return;
        connection.Phase = ConnectionPhase.Head;
        var seen = new TlsConnection(connection, secret, state, _memory);
        try
        {
            await handler(seen);
        }
        finally
        {
            await seen.FinishAsync();
        }
    }

    public void Dispose() => _memory.Dispose();

    private async Task<TlsState?> ShakeHandsAsync(Connection connection, SslStream secret)
    {
        // A place is asked for only when the client has spoken: who connects and says nothing holds none.
        var first = await connection.Input.ReadAsync(connection.Died);
        connection.Input.AdvanceTo(first.Buffer.Start);
        var hostName = "";
        await _places.EnterAsync(connection.Died);
        try
        {
            await secret.AuthenticateAsServerAsync(
                (_, hello, _, _) =>
                {
                    hostName = hello.ServerName;
                    return ValueTask.FromResult(Choose());
                },
                null, connection.Died);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException && connection.IsAlive)
        {
            // The client was told by an alert; it may not speak TLS at all.
            connection.EndBy(ConnectionEnd.HandshakeFailed);
            return null;
        }
        finally
        {
            _places.Leave();
        }

        return new TlsState(
            secret.SslProtocol, secret.NegotiatedApplicationProtocol.ToString(), hostName,
            secret.RemoteCertificate as X509Certificate2);
    }

    private SslServerAuthenticationOptions Choose() => new()
    {
        ServerCertificateContext = options.Certificate.Current,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = options.Applications.Count == 0
            ? null
            : [.. options.Applications.Select(static name => new SslApplicationProtocol(name))],
        ClientCertificateRequired = options.ClientCertificate is not null,
        RemoteCertificateValidationCallback = options.ClientCertificate,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        AllowRenegotiation = false,
    };
}
