using System.Diagnostics.Metrics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Basalt.Control.Contracts;
using Basalt.Control.Host.Configuration;
using Basalt.Control.Host.Data;
using Basalt.Control.Host.Supervision;
using Basalt.Control.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Host.Up;

/// <summary>
/// A whole cloud on this machine, from its start to its end: control in this process, one node in another.
/// </summary>
/// <remarks>
/// Order of the start: the database, if it is a server's; the node's process (it takes longest and needs nothing of us
/// yet), the store and the APIs, the contract's socket; then, with the real ports known, identity's first entries, the
/// catalog and the clients' files.
/// Order of the stop: the node, which may still ask identity for the requests it ends; then the rest.
/// </remarks>
internal sealed class Cloud(
    Settings settings, DataDirectory data, NodeRegistry registry, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>A node that is not ready by then will not be.</summary>
    private static readonly TimeSpan ReadyWaitMax = TimeSpan.FromSeconds(120);

    /// <summary>Ends of the node before it was ever ready, after which it is no use to try again.</summary>
    private const int StartCountMax = 3;

    private const string ObjectListener = "object";
    private const string MonitorListener = "monitor";

    private readonly ILogger _log = loggers.CreateLogger("Basalt.Control.Host");
    private readonly NodeSupervisor _supervisor = new(
        new NodeCommand(settings, data),
        data,
        processId => registry.Nodes.Any(node => node.ProcessId == processId && node.IsWhole),
        settings.NodeStopWait,
        time,
        loggers.CreateLogger<NodeSupervisor>());

    private volatile bool _isPublished;

    /// <summary>Runs until <paramref name="stop"/>; tells <paramref name="onReady"/> when clients can be
    /// served.</summary>
    public async Task RunAsync(X509Certificate2? certificate, Action<CloudSummary> onReady, CancellationToken stop)
    {
        var startedAt = time.GetTimestamp();
        using var meter = new Meter("Basalt.Control");
        Measure(meter);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var configureLogging = Logging.Configure(settings);
        await using var plane = ControlPlane.Create(settings, data, certificate, configureLogging);
        // A server may refuse us, and then nothing else has begun; a file of ours takes its time beside the node's.
        if (settings.Database.IsServer) await plane.MigrateAsync(stop);
        var supervising = _supervisor.RunAsync(ending.Token);
        try
        {
            await using var contract = ContractServer.Create(
                data.ControlSocketPath, registry, plane.Services, configureLogging);
            await using var monitor = MonitorServer.Create(
                settings, () => FindProblem(contract), configureLogging);
            var generation = registry.Desire(DescribeNode(settings.ObjectPort));
            if (!settings.Database.IsServer) await plane.MigrateAsync(ending.Token);
            await plane.StartAsync(ending.Token);
            await contract.StartAsync(ending.Token);
            await monitor.StartAsync(ending.Token);
            var node = await WaitForNodeAsync(generation, supervising, ending.Token);
            var summary = await PublishAsync(plane, monitor, node, ending.Token);
            _isPublished = true;
            _supervisor.Lead();
            Log.Ready(_log, data.Path);
            onReady(summary with { StartMs = (long)time.GetElapsedTime(startedAt).TotalMilliseconds });
            // Most of what the start needed is garbage now, and a cloud that idles would hold it for hours.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await supervising;
        }
        finally
        {
            Log.Stopping(_log);
            await ending.CancelAsync();
            await SettleAsync(supervising);
        }
    }

    private string FindProblem(ContractServer contract) => registry.Nodes switch
    {
        _ when !contract.IsIdentityReadable => $"the database ({settings.Database.Engine}) cannot be read",
        [] => "no node has registered",
        [{ IsConnected: false }] => "the node is not connected",
        [{ IsWhole: false } node] => node.Problem.Length > 0 ? node.Problem : "the node is starting",
        _ when !_isPublished => "the catalog and the clients' files are not written yet",
        _ => "",
    };

    private DesiredNode DescribeNode(int objectPort) => new()
    {
        PoolPath = settings.PoolPath,
        PoolSize = settings.PoolSize,
        PoolDevice = settings.PoolDevice,
        ObjectFront = settings.ObjectFront,
        ObjectAddress = settings.Bind.ToString(),
        ObjectPort = objectPort,
        Region = settings.Region,
        TlsCertificatePath = settings.TlsCertificatePath,
        TlsKeyPath = settings.TlsKeyPath,
        BucketHostSuffixes = settings.BucketHostSuffixes,
        IdentityGrace = settings.IdentityGrace,
    };

    private async Task<NodeRecord> WaitForNodeAsync(ulong generation, Task supervising, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ReadyWaitMax);
        while (true)
        {
            var next = registry.NextObserved;
            var node = registry.Nodes.FirstOrDefault(node => node.ProcessId == _supervisor.ProcessId);
            if (node?.IsReady(generation) == true) return node;
            if (node?.IsStuck(generation) == true)
                throw new StartException($"the node cannot start: {node.Problem}");
            if (_supervisor.RestartCount >= StartCountMax)
                throw new StartException($"the node ended {StartCountMax} times while starting: {_supervisor.LastEnd}");
            try
            {
                await await Task.WhenAny(
                    next, supervising, Task.Delay(TimeSpan.FromMilliseconds(200), time, patience.Token));
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new StartException($"the node was not ready after {ReadyWaitMax.TotalSeconds:F0} s");
            }
        }
    }

    /// <summary>Makes what clients need to find and enter the cloud, now that its ports are known.</summary>
    private async Task<CloudSummary> PublishAsync(
        ControlPlane plane, MonitorServer monitor, NodeRecord node, CancellationToken cancellation)
    {
        var objectPort = node.Listeners.FirstOrDefault(listener => listener.Name == ObjectListener)?.Port
            ?? settings.ObjectPort;
        // A port the node chose is now the cloud's: a node that starts again must be found where clients know it.
        if (settings.ObjectPort == 0 && objectPort != 0) registry.Desire(DescribeNode(objectPort));

        var identityUrl = Url(plane.IdentityPort, "/v3");
        var objectUrl = Url(objectPort, "");
        var password = AdminPassword.TryRead(data.AdminSecretPath);
        if (password is null)
        {
            password = AdminPassword.Make();
            AdminPassword.Write(data.AdminSecretPath, password);
        }

        var admin = await plane.Services.GetRequiredService<IBootstrap>().BootstrapAsync(
            new BootstrapRequest
            {
                AdminPassword = password,
                Region = settings.Region,
                Services =
                [
                    new ServiceEndpoints("identity", "keystone", identityUrl),
                    new ServiceEndpoints("object-store", "swift", objectUrl + "/v1/AUTH_%(project_id)s"),
                ],
            },
            cancellation);
        var authority = settings.IsTlsSelfSigned ? data.AuthorityPath : null;
        CredentialFiles.Write(data, new Credentials
        {
            IdentityUrl = identityUrl,
            ObjectUrl = objectUrl,
            Region = settings.Region,
            UserName = admin.AdminUserName,
            Password = password,
            ProjectName = admin.ProjectName,
            DomainName = admin.DomainName,
            AccessKey = admin.Ec2AccessKey,
            SecretKey = admin.Ec2SecretKey,
            AuthorityPath = authority,
        });
        var monitorPort = node.Listeners.FirstOrDefault(listener => listener.Name == MonitorListener)?.Port
            ?? settings.MonitorNodePort;
        return new CloudSummary
        {
            Version = typeof(Cloud).Assembly.GetName().Version?.ToString(3) ?? "",
            Data = data.Path,
            Region = settings.Region,
            ProcessId = Environment.ProcessId,
            NodeProcessId = node.ProcessId,
            IsNew = admin.IsNew,
            IsNodeAdopted = _supervisor.IsAdopted,
            StartMs = 0,
            Endpoints = new CloudEndpoints(
                identityUrl,
                objectUrl + "/v1/AUTH_" + admin.ProjectId,
                objectUrl,
                MonitorUrl(monitor.Port),
                MonitorUrl(monitorPort)),
            Files = new CloudFiles(data.CloudsYamlPath, data.OpenrcPath, data.AwsCredentialsPath, authority),
        };
    }

    private string Url(int port, string path)
        => string.Create(CultureInfo.InvariantCulture, $"{settings.Scheme}://{settings.PublicHost}:{port}{path}");

    private string MonitorUrl(int port)
        => new UriBuilder("http", settings.MonitorBind.ToString(), port).Uri.AbsoluteUri;

    private void Measure(Meter meter)
    {
        meter.CreateObservableGauge(
            "basalt.control.nodes.connected",
            () => registry.Nodes.Count(node => node.IsConnected),
            description: "Nodes whose session is open");
        meter.CreateObservableCounter(
            "basalt.control.node.restarts",
            () => _supervisor.RestartCount,
            description: "Ends of the node's process that nobody asked for");
    }

    /// <summary>Why supervision ended is thrown where it is awaited; here it only has to be over.</summary>
    private static Task SettleAsync(Task supervising)
        => supervising.ContinueWith(static _ => { }, TaskScheduler.Default);
}
