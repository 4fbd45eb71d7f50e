using System.Text;
using Basalt.Control.Host.Configuration;

namespace Basalt.Control.Host.Data;

/// <summary>Where everything of one cloud lies.</summary>
internal sealed class DataDirectory(string path)
{
    /// <summary>Bytes of a Unix socket's path, with its closing zero (sun_path of sockaddr_un).</summary>
    private const int SocketPathSizeMax = 107;

    public string Path { get; } = path;

    public string DatabasePath => In("control", "basalt.db");

    public string AdminSecretPath => In("control", "admin-password");

    public string IdentityPath => In("identity");

    public string TlsPath => In("tls");

    public string AuthorityPath => In("ca.pem");

    public string CloudsYamlPath => In("clouds.yaml");

    public string OpenrcPath => In("openrc");

    public string AwsCredentialsPath => In("aws-credentials");

    public string DefaultConfigPath => In("basalt.toml");

    public string ControlSocketPath => In("run", "control.sock");

    public string ControlLockPath => In("run", "control.lock");

    public string ControlPidPath => In("run", "control.pid");

    public string NodeLockPath => In("run", "node.lock");

    public string NodePidPath => In("run", "node.pid");

    /// <summary>Makes what is missing. Throws <see cref="ConfigException"/> if the place cannot serve.</summary>
    public void Create()
    {
        if (Encoding.UTF8.GetByteCount(ControlSocketPath) > SocketPathSizeMax)
            throw new ConfigException(
                $"--data {Path}: too long: the socket {ControlSocketPath} may have {SocketPathSizeMax} bytes");
        try
        {
            OwnerFile.CreateDirectory(Path);
            foreach (var name in (string[])["control", "identity", "node", "run"]) OwnerFile.CreateDirectory(In(name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"--data {Path}: cannot be made or written: {error.Message}");
        }
    }

    private string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
