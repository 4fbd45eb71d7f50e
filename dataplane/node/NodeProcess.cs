using System.Diagnostics.Metrics;
using System.Net;
using System.Runtime.InteropServices;
using Basalt.Contract.Node.V1;
using Basalt.Node.Identity;
using Basalt.Node.Objects;
using Basalt.Node.Session;
using Basalt.Runtime;
using Microsoft.Extensions.Logging;

namespace Basalt.Node;

/// <summary>The composition root: one node from its start to its end.</summary>
internal static class NodeProcess
{
    public const int ExitOk = 0;
    public const int ExitFailure = 1;
    public const int ExitUsage = 2;

    /// <summary>Another process is this node already.</summary>
    public const int ExitAlreadyRunning = 3;

    public static async Task<int> RunAsync(NodeOptions options)
    {
        // A terminal's Ctrl-C is for control, which then stops the node in order.
        ProcessSession.TryLead();
        using var stopping = new CancellationTokenSource();
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var onHangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        using var logging = LoggerFactory.Create(Logging.Configure(options));
        var log = logging.CreateLogger("Basalt.Node");

        using var directory = NodeDirectory.TryOpen(options.DataPath);
        if (directory is null)
        {
            Log.AlreadyRunning(log, options.DataPath);
            return ExitAlreadyRunning;
        }

        Log.Starting(log, directory.NodeId, directory.Path);
        await RunAsync(options, directory, logging, stopping.Token);
        Log.Stopping(log);
        return ExitOk;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
    }

    private static async Task RunAsync(
        NodeOptions options, NodeDirectory directory, ILoggerFactory logging, CancellationToken stop)
    {
#pragma warning disable RS0030 // The composition root names the machine's clock, and hands it down.
        var time = TimeProvider.System;
#pragma warning restore RS0030
        using var meter = new Meter("Basalt.Node");
        using var channel = ControlChannel.Open(options.ControlSocketPath);
        var presence = new ControlPresence(time);
        Reconciler? reconciler = null;
        var identity = new GrpcIdentityClient(
            new Contract.Identity.V1.Identity.IdentityClient(channel),
            presence,
            () => reconciler?.IdentityGrace ?? TimeSpan.Zero,
            new IdentityMetrics(meter),
            time,
            logging.CreateLogger<GrpcIdentityClient>());
        await using var workload = new ObjectWorkload(identity, new RequestMetrics(meter), time, logging);
        var file = new DesiredStateFile(directory.DesiredStatePath, logging.CreateLogger<DesiredStateFile>());
        reconciler = new Reconciler(workload, file, time, logging.CreateLogger<Reconciler>());
        Measure(meter, workload, presence);
        ReactorMetrics.Register(meter, workload);
        var session = new ControlSession(
            new Nodes.NodesClient(channel),
            DescribeSelf(directory),
            reconciler,
            presence,
            time,
            logging.CreateLogger<ControlSession>());
        await using var monitor = MonitorServer.Create(
            IPAddress.Parse(options.MonitorAddress), options.MonitorPort, reconciler, Logging.Configure(options));
        await monitor.StartAsync(stop);
        reconciler.OwnListeners =
        [
            new ListenerState
            {
                Name = "monitor",
                Address = options.MonitorAddress,
                Port = (uint)monitor.Address.Port,
            },
        ];
        // Most of what the start needed is garbage now, and a node that idles would hold it for hours.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await Task.WhenAll(reconciler.RunAsync(stop), session.RunAsync(stop));
    }

    private static void Measure(Meter meter, ObjectWorkload workload, ControlPresence presence)
    {
        meter.CreateObservableGauge(
            "basalt.node.pool.capacity",
            () => (long)(workload.Observe().Pool?.CapacitySize ?? 0),
            "By",
            "What the pool may hold");
        meter.CreateObservableGauge(
            "basalt.node.pool.used",
            () => (long)(workload.Observe().Pool?.UsedSize ?? 0),
            "By",
            "What is stored in the pool");
        meter.CreateObservableGauge(
            "basalt.node.control.silence",
            () => Math.Min(presence.Silence.TotalSeconds, int.MaxValue),
            "s",
            "How long control was not heard");
    }

    private static RegisterRequest DescribeSelf(NodeDirectory directory) => new()
    {
        NodeId = directory.NodeId,
        SoftwareVersion = typeof(NodeProcess).Assembly.GetName().Version?.ToString(3) ?? "",
        ProcessId = (uint)Environment.ProcessId,
        ProcessorCount = (uint)Environment.ProcessorCount,
        MemorySize = (ulong)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
    };
}
