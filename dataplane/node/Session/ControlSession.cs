using Basalt.Contract.Node.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Basalt.Node.Session;

/// <summary>
/// Keeps the node's one stream with control: registers, reports what is observed, hears what is desired, and begins
/// again
/// whenever the stream breaks. While it is broken the node goes on as it is.
/// </summary>
internal sealed class ControlSession(
    Nodes.NodesClient control,
    RegisterRequest self,
    Reconciler reconciler,
    ControlPresence presence,
    TimeProvider time,
    ILogger<ControlSession> log)
{
    private bool _isConnected;

    public async Task RunAsync(CancellationToken stop)
    {
        var wait = NodeLimits.ReconnectWaitMin;
        // A node starts together with control, and may be the first to be there.
        var isAwayLogged = false;
        var awaySince = time.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            _isConnected = false;
            var reason = "it ended the session";
            try
            {
                await ConnectAsync(stop);
            }
            catch (RpcException error)
            {
                reason = error.Status.Detail;
            }
            catch (Exception error) when (error is IOException or OperationCanceledException
                or InvalidOperationException)
            {
                reason = error.Message;
            }

            if (stop.IsCancellationRequested) return;
            if (_isConnected)
            {
                wait = NodeLimits.ReconnectWaitMin;
                isAwayLogged = false;
                awaySince = time.GetTimestamp();
            }

            if (!isAwayLogged && time.GetElapsedTime(awaySince) > NodeLimits.StaleAfter)
            {
                Log.ControlAway(log, reason);
                isAwayLogged = true;
            }

            await Task.Delay(wait, time, CancellationToken.None);
            wait = wait * 2 < NodeLimits.ReconnectWaitMax ? wait * 2 : NodeLimits.ReconnectWaitMax;
        }
    }

    private async Task ConnectAsync(CancellationToken stop)
    {
        var deadline = time.GetUtcNow().UtcDateTime + NodeLimits.RegisterWaitMax;
        var registered = await control.RegisterAsync(self, deadline: deadline, cancellationToken: stop);
        if (registered.DesiredState is { } desired) reconciler.Desire(desired);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var session = control.Session(cancellationToken: ending.Token);
        var reporting = ReportAsync(session.RequestStream, ending.Token);
        try
        {
            await HearAsync(session.ResponseStream, ending.Token);
        }
        finally
        {
            ending.Cancel();
            await SettleAsync(reporting);
        }
    }

    private async Task HearAsync(IAsyncStreamReader<ControlMessage> messages, CancellationToken cancellation)
    {
        while (await messages.MoveNext(cancellation))
        {
            if (!_isConnected) Log.ControlConnected(log);
            _isConnected = true;
            switch (messages.Current.BodyCase)
            {
                case ControlMessage.BodyOneofCase.Heartbeat:
                    presence.Heard(messages.Current.Heartbeat.IdentityRevision);
                    break;
                case ControlMessage.BodyOneofCase.DesiredState:
                    reconciler.Desire(messages.Current.DesiredState);
                    break;
                case ControlMessage.BodyOneofCase.None:
                    // A newer control says something this node does not know yet.
                    break;
            }
        }
    }

    private async Task ReportAsync(IClientStreamWriter<NodeReport> reports, CancellationToken cancellation)
    {
        while (true)
        {
            var changed = reconciler.NextChange;
            var report = reconciler.Observe();
            report.NodeId = self.NodeId;
            await reports.WriteAsync(report, cancellation);
            using var period = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(changed, Task.Delay(NodeLimits.ReportPeriod, time, period.Token));
            period.Cancel();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The reporting half ends with the stream; why it did is told by the hearing half.</summary>
    private static async Task SettleAsync(Task reporting)
    {
        try
        {
            await reporting;
        }
        catch (Exception error) when (error is RpcException or OperationCanceledException or IOException
            or InvalidOperationException)
        {
        }
    }
}
