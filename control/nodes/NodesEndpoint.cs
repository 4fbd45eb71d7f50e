using Basalt.Contract.Node.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Nodes;

/// <summary>Serves <c>basalt.node.v1.Nodes</c>: registration and the one stream of each node.</summary>
internal sealed class NodesEndpoint(
    NodeRegistry registry, RevisionWatch revisions, TimeProvider time, ILogger<NodesEndpoint> log)
    : Contract.Node.V1.Nodes.NodesBase
{
    private const int NodeIdLength = 32;

    public override Task<RegisterResponse> Register(RegisterRequest request, ServerCallContext context)
    {
        if (request.NodeId.Length != NodeIdLength || !request.NodeId.All(char.IsAsciiHexDigit))
            throw new RpcException(new Status(StatusCode.InvalidArgument, "node_id must be 32 hexadecimal digits"));
        if (!registry.TryRegister(request))
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "too many nodes"));
        Log.Registered(log, request.NodeId, request.ProcessId, request.SoftwareVersion);
        return Task.FromResult(new RegisterResponse
        {
            DesiredState = registry.Desired,
            IdentityRevision = revisions.Current ?? 0,
        });
    }

    public override async Task Session(
        IAsyncStreamReader<NodeReport> requestStream,
        IServerStreamWriter<ControlMessage> responseStream,
        ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var hasReport = requestStream.MoveNext(ending.Token);
        if (!await hasReport.WaitAsync(NodeLimits.FirstReportWait, time, ending.Token)) return;
        var nodeId = requestStream.Current.NodeId;
        if (registry.OpenSession(requestStream.Current) is not { } session)
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "register first"));

        Log.SessionOpened(log, nodeId);
        try
        {
            var hearing = HearAsync(nodeId, session, requestStream, ending.Token);
            var telling = TellAsync(responseStream, ending.Token);
            await Task.WhenAny(hearing, telling);
            await ending.CancelAsync();
            await Task.WhenAll(SettleAsync(hearing), SettleAsync(telling));
        }
        finally
        {
            registry.CloseSession(nodeId, session);
            Log.SessionClosed(log, nodeId);
        }
    }

    private async Task HearAsync(
        string nodeId, long session, IAsyncStreamReader<NodeReport> reports, CancellationToken cancellation)
    {
        var problem = "";
        while (await reports.MoveNext(cancellation))
        {
            var report = reports.Current;
            if (!registry.Observe(nodeId, session, report)) return;
            if (report.Problem.Length > 0 && report.Problem != problem) Log.Problem(log, nodeId, report.Problem);
            problem = report.Problem;
        }
    }

    /// <summary>Sends the desired state first and at each change, and a heartbeat at each period and each
    /// rise.</summary>
    private async Task TellAsync(IServerStreamWriter<ControlMessage> messages, CancellationToken cancellation)
    {
        ulong sentGeneration = 0;
        while (true)
        {
            var desiredChanged = registry.NextDesired;
            var risen = revisions.NextRise;
            if (revisions.Current is { } revision)
            {
                var heartbeat = new Heartbeat { IdentityRevision = revision };
                await messages.WriteAsync(new ControlMessage { Heartbeat = heartbeat }, cancellation);
            }

            if (registry.Desired is { } desired && desired.Generation != sentGeneration)
            {
                await messages.WriteAsync(new ControlMessage { DesiredState = desired }, cancellation);
                sentGeneration = desired.Generation;
            }

            using var period = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var wait = Task.Delay(NodeLimits.HeartbeatPeriod, time, period.Token);
            await Task.WhenAny(desiredChanged, risen, wait);
            await period.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A stream ends by cancellation or a broken connection; both are the node's to mend by connecting
    /// again.</summary>
    private static async Task SettleAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or RpcException
            or InvalidOperationException)
        {
        }
    }
}
