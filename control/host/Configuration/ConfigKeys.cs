namespace Basalt.Control.Host.Configuration;

/// <summary>Every setting there is. <c>basalt config --explain</c> prints this list.</summary>
internal static class ConfigKeys
{
    public static readonly ConfigKey Region = new(
        "cloud", "region", ConfigKind.Text, "RegionOne", "--region",
        "Name of the region in the catalog and in S3 signatures");

    public static readonly ConfigKey Bind = new(
        "cloud", "bind", ConfigKind.Address, "127.0.0.1", "--bind",
        "Address clients connect to; other than loopback needs TLS, or insecure_http");

    public static readonly ConfigKey PublicHost = new(
        "cloud", "public_host", ConfigKind.Text, "", "--public-host",
        "Name or address in the URLs given to clients; empty: the bind address, or the machine's name");

    public static readonly ConfigKey PortOffset = new(
        "cloud", "port_offset", ConfigKind.Integer, "0", "--port-offset",
        "Added to every port that is not 0, so that several clouds fit on one machine");

    public static readonly ConfigKey DatabaseEngine = new(
        "database", "engine", ConfigKind.DatabaseEngine, "sqlite", "--database-engine",
        "What keeps control's tables; sqlite: a file in the data directory");

    public static readonly ConfigKey DatabaseConnection = new(
        "database", "connection", ConfigKind.Text, "", "--database-connection",
        "How to reach the server: Host=db;Username=basalt;Database=basalt, or for mariadb Server=db;User ID=...");

    public static readonly ConfigKey DatabasePasswordFile = new(
        "database", "password_file", ConfigKind.Text, "", "--database-password-file",
        "File that holds the password, readable by its owner alone");

    public static readonly ConfigKey IdentityPort = new(
        "identity", "port", ConfigKind.Port, "5000", "--identity-port",
        "Port of the Identity API (Keystone v3); 0: any free one");

    public static readonly ConfigKey ObjectPort = new(
        "object", "port", ConfigKind.Port, "8080", "--object-port",
        "Port of the object endpoint (S3 and Swift); 0: any free one");

    public static readonly ConfigKey ObjectFront = new(
        "object", "front", ConfigKind.FrontKind, "auto", "--object-front",
        "What serves the object endpoint; auto: Basalt's own HTTP on io_uring, or on plain sockets where the kernel "
        + "lets it have none; reactor: on io_uring or not at all; socket: on plain sockets; kestrel: .NET's server");

    public static readonly ConfigKey BucketHostSuffixes = new(
        "object", "bucket_host_suffixes", ConfigKind.TextList, "", "--bucket-host-suffixes",
        "Host names below which a bucket is a subdomain, as in bucket.s3.example.net");

    public static readonly ConfigKey IdentityGrace = new(
        "object", "identity_grace", ConfigKind.Duration, "60s", "--identity-grace",
        "How long a node serves callers it knows while control is silent; 0s: not at all");

    public static readonly ConfigKey PoolPath = new(
        "pool", "path", ConfigKind.Text, "", "--pool-path",
        "The pool's file or block device; empty: node/pool in the data directory");

    public static readonly ConfigKey PoolSize = new(
        "pool", "size", ConfigKind.Size, "0", "--pool-size",
        "Size the pool may grow to, 224 MiB at least; 0: 80 % of what is free when it is created");

    public static readonly ConfigKey PoolDevice = new(
        "pool", "device", ConfigKind.DeviceKind, "auto", "--pool-device",
        "How the pool does its input and output; auto: io_uring where the kernel lets it");

    public static readonly ConfigKey MonitorBind = new(
        "monitor", "bind", ConfigKind.Address, "127.0.0.1", "--monitor-bind",
        "Address of health, readiness and metrics, which ask for no token");

    public static readonly ConfigKey MonitorControlPort = new(
        "monitor", "control_port", ConfigKind.Port, "9464", "--monitor-control-port",
        "Port of the control plane's health and metrics; 0: any free one");

    public static readonly ConfigKey MonitorNodePort = new(
        "monitor", "node_port", ConfigKind.Port, "9465", "--monitor-node-port",
        "Port of the node's health and metrics; 0: any free one");

    public static readonly ConfigKey TlsCertificate = new(
        "tls", "certificate", ConfigKind.Text, "", "--tls-cert",
        "PEM file with the server's certificate and its chain");

    public static readonly ConfigKey TlsKey = new(
        "tls", "key", ConfigKind.Text, "", "--tls-key",
        "PEM file with the certificate's private key");

    public static readonly ConfigKey TlsSelfSigned = new(
        "tls", "self_signed", ConfigKind.Boolean, "false", "--tls-self-signed",
        "Make an authority (ca.pem) and a certificate in the data directory, and use them");

    public static readonly ConfigKey InsecureHttp = new(
        "tls", "insecure_http", ConfigKind.Boolean, "false", "--insecure-http",
        "Serve plain HTTP on an address other than loopback: passwords and data can be read on the way");

    public static readonly ConfigKey LogLevel = new(
        "log", "level", ConfigKind.LogLevel, "information", "--log-level",
        "Least important lines that are logged");

    public static readonly ConfigKey LogFormat = new(
        "log", "format", ConfigKind.LogFormat, "auto", "--log-format",
        "text for people, json for machines; auto: text on a terminal");

    public static readonly ConfigKey NodeExecutable = new(
        "node", "executable", ConfigKind.Text, "", "--node-executable",
        "The basalt-node to run; empty: the one installed beside basalt");

    public static readonly ConfigKey NodeStopWait = new(
        "node", "stop_wait", ConfigKind.Duration, "15s", "--node-stop-wait",
        "How long a node may take to end its requests when the cloud stops");

    public static readonly ConfigKey HostCheck = new(
        "host", "check", ConfigKind.Boolean, "true", "--host-check",
        "Check at start whether the machine is set up well, and warn");

    public static IReadOnlyList<ConfigKey> All { get; } =
    [
        Region, Bind, PublicHost, PortOffset,
        DatabaseEngine, DatabaseConnection, DatabasePasswordFile,
        IdentityPort,
        ObjectPort, ObjectFront, BucketHostSuffixes, IdentityGrace,
        PoolPath, PoolSize, PoolDevice,
        MonitorBind, MonitorControlPort, MonitorNodePort,
        TlsCertificate, TlsKey, TlsSelfSigned, InsecureHttp,
        LogLevel, LogFormat,
        NodeExecutable, NodeStopWait,
        HostCheck,
    ];
}
