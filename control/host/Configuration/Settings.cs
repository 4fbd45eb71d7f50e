using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Host.Configuration;

/// <summary>The configuration as the program uses it: typed, and whole in itself.</summary>
internal sealed record Settings
{
    /// <summary>Bytes below which no node makes a pool.</summary>
    public const long PoolSizeMin = 224L << 20;

    public required string DataPath { get; init; }

    public required string Region { get; init; }

    public required IPAddress Bind { get; init; }

    public required string PublicHost { get; init; }

    public required DatabaseSettings Database { get; init; }

    /// <summary>In every port but those that are 0, which stands for any free one.</summary>
    public required int PortOffset { get; init; }

    public required int IdentityPort { get; init; }

    public required int ObjectPort { get; init; }

    public required string ObjectFront { get; init; }

    public required IReadOnlyList<string> BucketHostSuffixes { get; init; }

    public required TimeSpan IdentityGrace { get; init; }

    public required string PoolPath { get; init; }

    public required long PoolSize { get; init; }

    public required string PoolDevice { get; init; }

    public required IPAddress MonitorBind { get; init; }

    public required int MonitorControlPort { get; init; }

    public required int MonitorNodePort { get; init; }

    public required string? TlsCertificatePath { get; init; }

    public required string? TlsKeyPath { get; init; }

    public required bool IsTlsSelfSigned { get; init; }

    public required LogLevel LogLevel { get; init; }

    public required string LogFormat { get; init; }

    public required string NodeExecutable { get; init; }

    public required TimeSpan NodeStopWait { get; init; }

    public required bool IsHostChecked { get; init; }

    public bool IsTls => IsTlsSelfSigned || TlsCertificatePath is not null;

    public string Scheme => IsTls ? "https" : "http";

    /// <summary>Throws <see cref="ConfigException"/> if the values do not go together.</summary>
    public static Settings From(IReadOnlyDictionary<ConfigKey, ConfigValue> values, string dataPath)
    {
        var data = Path.GetFullPath(dataPath);
        var bind = IPAddress.Parse(Text(ConfigKeys.Bind));
        var settings = new Settings
        {
            DataPath = data,
            Region = Text(ConfigKeys.Region),
            Bind = bind,
            PublicHost = HostInUrl(Text(ConfigKeys.PublicHost), bind),
            Database = DatabaseSettings.From(
                Text(ConfigKeys.DatabaseEngine),
                values[ConfigKeys.DatabaseConnection],
                FilePath(ConfigKeys.DatabasePasswordFile)),
            PortOffset = Offset(),
            IdentityPort = Port(ConfigKeys.IdentityPort),
            ObjectPort = Port(ConfigKeys.ObjectPort),
            ObjectFront = Text(ConfigKeys.ObjectFront),
            BucketHostSuffixes = Text(ConfigKeys.BucketHostSuffixes).Split(
                ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            IdentityGrace = Duration(ConfigKeys.IdentityGrace),
            PoolPath = FilePath(ConfigKeys.PoolPath) ?? Path.Combine(data, "node", "pool"),
            PoolSize = Size(ConfigKeys.PoolSize),
            PoolDevice = Text(ConfigKeys.PoolDevice),
            MonitorBind = IPAddress.Parse(Text(ConfigKeys.MonitorBind)),
            MonitorControlPort = Port(ConfigKeys.MonitorControlPort),
            MonitorNodePort = Port(ConfigKeys.MonitorNodePort),
            TlsCertificatePath = FilePath(ConfigKeys.TlsCertificate),
            TlsKeyPath = FilePath(ConfigKeys.TlsKey),
            IsTlsSelfSigned = Flag(ConfigKeys.TlsSelfSigned),
            LogLevel = Enum.Parse<LogLevel>(Text(ConfigKeys.LogLevel), ignoreCase: true),
            LogFormat = Text(ConfigKeys.LogFormat),
            NodeExecutable = FilePath(ConfigKeys.NodeExecutable)
                ?? Path.Combine(AppContext.BaseDirectory, "node", "basalt-node"),
            NodeStopWait = Duration(ConfigKeys.NodeStopWait),
            IsHostChecked = Flag(ConfigKeys.HostCheck),
        };
        CheckTls(settings, Flag(ConfigKeys.InsecureHttp), values[ConfigKeys.Bind].Source);
        CheckPool(settings, values[ConfigKeys.PoolSize]);
        if (settings.Region.Length == 0)
            throw new ConfigException($"{values[ConfigKeys.Region].Source}: cloud.region must not be empty");
        return settings;

        string Text(ConfigKey key) => values[key].Text;

        bool Flag(ConfigKey key) => bool.Parse(Text(key));

        TimeSpan Duration(ConfigKey key) => ConfigValues.TryDuration(Text(key), out var value) ? value : default;

        long Size(ConfigKey key) => ConfigValues.TrySize(Text(key), out var value) ? value : default;

        string? FilePath(ConfigKey key) => Text(key).Length == 0 ? null : Path.GetFullPath(Text(key));

        int Port(ConfigKey key)
        {
            ConfigValues.TryInteger(Text(key), ushort.MaxValue, out var port);
            if (port + Offset() > ushort.MaxValue)
                throw new ConfigException($"{key.Path} {port} with cloud.port_offset {Offset()} is past 65535");
            return port == 0 ? 0 : port + Offset();
        }

        int Offset()
            => ConfigValues.TryInteger(Text(ConfigKeys.PortOffset), ushort.MaxValue, out var offset) ? offset : 0;
    }

    private static void CheckPool(Settings settings, ConfigValue size)
    {
        if (settings.PoolSize is 0 or >= PoolSizeMin) return;
        throw new ConfigException(
            $"{size.Source}: pool.size ({ConfigKeys.PoolSize.Flag}) is {size.Text}, but a pool has at least "
            + $"{PoolSizeMin >> 20} MiB");
    }

    private static void CheckTls(Settings settings, bool isInsecureAllowed, string bindSource)
    {
        if (settings.TlsCertificatePath is null != settings.TlsKeyPath is null)
            throw new ConfigException("tls.certificate and tls.key (--tls-cert, --tls-key) go together: give both");
        if (settings.IsTlsSelfSigned && settings.TlsCertificatePath is not null)
            throw new ConfigException("tls.self_signed makes a certificate; leave out tls.certificate and tls.key");
        if (IPAddress.IsLoopback(settings.Bind) || settings.IsTls || isInsecureAllowed) return;
        throw new ConfigException(
            $"{bindSource}: {settings.Bind} can be reached by others, and passwords would travel readable. Give "
            + "--tls-cert FILE --tls-key FILE, or --tls-self-signed, or --insecure-http if you know the network");
    }

    private static string HostInUrl(string publicHost, IPAddress bind)
    {
        if (publicHost.Length > 0) return publicHost;
        if (bind.Equals(IPAddress.Any) || bind.Equals(IPAddress.IPv6Any)) return Dns.GetHostName();
        return bind.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{bind}]" : bind.ToString();
    }
}
