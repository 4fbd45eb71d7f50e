using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Basalt.Http.Kestrel;

/// <summary>Hands each request of the server to the handler.</summary>
internal sealed class HandlerApplication(IHttpHandler handler, RequestIds ids, ILogger logger)
    : IHttpApplication<KestrelExchange>
{
    public KestrelExchange CreateContext(IFeatureCollection contextFeatures) => new(contextFeatures, ids.Next());

    public void DisposeContext(KestrelExchange context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(KestrelExchange context)
    {
        try
        {
            if (FaultOf(context) is { } fault)
            {
                context.ResponseHeaders["Connection"] = "close";
                await handler.HandleFaultAsync(context, fault);
                return;
            }

            context.CloseUnlessContinued();
            await handler.HandleAsync(context);
        }
        catch (OperationCanceledException) when (context.Aborted.IsCancellationRequested)
        {
            // The client has gone: nobody waits for an answer.
        }
        catch (IOException exception) when (exception is TruncatedBodyException or StalledBodyException)
        {
            Log.BodyTruncated(logger, context.RequestId, exception.Message);
            context.Abort();
        }
#pragma warning disable CA1031 // The loop of a connection ends that connection, and logs once why.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.HandlerFailed(logger, exception, context.RequestId, context.Method);
            await AnswerFailureAsync(context);
        }
    }

    /// <summary>Tells the client in its protocol's words that the handler failed, or cuts what it cannot be told
    /// by.</summary>
    private async Task AnswerFailureAsync(KestrelExchange context)
    {
        if (!context.TryStartOver())
        {
            context.Abort();
            return;
        }

        try
        {
            await handler.HandleFaultAsync(context, HttpFault.HandlerFailed);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.HandlerFailed(logger, exception, context.RequestId, context.Method);
            context.Abort();
        }
    }

    /// <summary>What the server lets through and this contract does not.</summary>
    private static HttpFault? FaultOf(KestrelExchange context)
    {
        // One reader of such a message may see its end elsewhere than another.
        if (!context.IsFramingPlain) return HttpFault.Framing;
        return FieldRules.AreGood(context.RequestHeaders) ? null : HttpFault.Field;
    }
}
