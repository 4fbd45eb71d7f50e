using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using Basalt.Transport;

namespace Basalt.Tests.Unit.Transport;

/// <summary>A client that speaks TLS by .NET's own SslStream over a socket.</summary>
internal sealed class SecretPeer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private SslStream? _stream;

    private SecretPeer()
    {
    }

    public SslStream Stream => _stream!;

    public static async Task<SecretPeer> ConnectAsync(
        IListener listener, SslProtocols protocols, params string[] applications)
    {
        var peer = new SecretPeer();
        await peer._socket.ConnectAsync(listener.LocalEndPoint);
        peer._stream = new SslStream(new NetworkStream(peer._socket, ownsSocket: false));
        await peer.Stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "basalt.test",
            EnabledSslProtocols = protocols,
            ApplicationProtocols = [.. applications.Select(static name => new SslApplicationProtocol(name))],
#pragma warning disable CA5359 // The certificate was made by the test.
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
        });
        return peer;
    }

    /// <summary>Writes a certificate and its key, of the given name.</summary>
    public static void MakeCertificate(string certificatePath, string keyPath, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2056, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
    }

    public async Task<byte[]> ReceiveExactlyAsync(int size)
    {
        var bytes = new byte[size];
        await Stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    /// <summary>Past TLS.</summary>
    public async Task SendPlainAsync(byte[] bytes) => await _socket.SendAsync(bytes, SocketFlags.None);

    public async Task SayGoodbyeAsync()
    {
        await Stream.ShutdownAsync();
        _socket.Shutdown(SocketShutdown.Send);
    }

    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _socket.Dispose();
    }
}
