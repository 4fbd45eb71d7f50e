using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Basalt.Transport.Tls;

/// <summary>A certificate, its chain and its key from PEM files, read again when they change. Any thread.</summary>
public sealed class TlsCertificate : IDisposable
{
    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(5);

    private readonly string _certificatePath;
    private readonly string _keyPath;
    private readonly TimeProvider _time;
    private readonly Action<string> _warn;
    private readonly Lock _lock = new();
    private volatile SslStreamCertificateContext _context;
    private (DateTime Certificate, DateTime Key) _stamps;
    private long _lastLook;

    /// <param name="certificatePath">PEM: the certificate, then those that link it to a root.</param>
    /// <param name="keyPath">PEM: its private key.</param>
    /// <param name="time">When to look again.</param>
    /// <param name="warn">Told when changed files cannot be used; the old ones stay.</param>
    /// <exception cref="IOException">The files cannot be read.</exception>
    /// <exception cref="CryptographicException">They hold no certificate with its key.</exception>
    public TlsCertificate(string certificatePath, string keyPath, TimeProvider time, Action<string> warn)
    {
        _certificatePath = certificatePath;
        _keyPath = keyPath;
        _time = time;
        _warn = warn;
        _lastLook = time.GetTimestamp();
        _stamps = ReadStamps();
        _context = Load();
    }

    /// <summary>What to show the next client. Looks at the files now and then.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            if (_time.GetElapsedTime(Volatile.Read(ref _lastLook)) >= LookTime) ReloadIfChanged();
            return _context;
        }
    }

    /// <summary>Reads the files again if they have changed. Connections keep what they began with.</summary>
    public void ReloadIfChanged()
    {
        lock (_lock)
        {
            Volatile.Write(ref _lastLook, _time.GetTimestamp());
            try
            {
                var stamps = ReadStamps();
                if (stamps == _stamps) return;

                // Also when they cannot be used: told once for each change, not at each look.
                _stamps = stamps;
                _context = Load();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException
                or CryptographicException)
            {
                _warn($"certificate {_certificatePath} has changed and cannot be used, the old one stays: "
                    + failure.Message);
            }
        }
    }

    public void Dispose() => _context.TargetCertificate.Dispose();

    private (DateTime Certificate, DateTime Key) ReadStamps()
        => (File.GetLastWriteTimeUtc(_certificatePath), File.GetLastWriteTimeUtc(_keyPath));

    private SslStreamCertificateContext Load()
    {
        var certificate = X509Certificate2.CreateFromPemFile(_certificatePath, _keyPath);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_certificatePath);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }
}
