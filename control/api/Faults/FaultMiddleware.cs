using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Api.Faults;

/// <summary>Turns what a handler throws, and what routing refuses, into Keystone's JSON errors.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, ILogger<FaultMiddleware> logger)
{
    private const string RetryAfterS = "1";

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted && context.Response.ContentLength is null)
                await AnswerBareStatusAsync(context).ConfigureAwait(false);
        }
        catch (FaultException fault)
        {
            await WriteAsync(context, fault.Status, fault.Title, fault.Message).ConfigureAwait(false);
        }
        catch (BadHttpRequestException bad)
        {
            // Kestrel's own refusals: a body past its limit or cut short.
            var title = ReasonPhrases.GetReasonPhrase(bad.StatusCode);
            await WriteAsync(context, bad.StatusCode, title, title + ".").ConfigureAwait(false);
        }
        catch (DbException exception) when (exception.IsTransient)
        {
            // The database is away, or has no room for us just now.
            Log.StoreUnavailable(logger, exception.Message);
            await WriteAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "Service Unavailable",
                "The database cannot be reached. Try again shortly.").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.ClientWentAway(logger, context.Request.Method);
        }
#pragma warning disable CA1031 // The border: one request's defect is logged once and answered, and the process lives.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.HandlerFailed(logger, exception, context.Request.Method);
            await WriteAsync(
                context,
                StatusCodes.Status500InternalServerError,
                "Internal Server Error",
                "An unexpected error prevented the server from fulfilling your request.").ConfigureAwait(false);
        }
    }

    /// <summary>Routing answers 404 and 405 without a body.</summary>
    private static Task AnswerBareStatusAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound =>
            WriteAsync(context, 404, "Not Found", "The resource could not be found."),
        StatusCodes.Status405MethodNotAllowed =>
            WriteAsync(context, 405, "Method Not Allowed", "The method is not allowed for the requested URL."),
        _ => Task.CompletedTask,
    };

    private static Task WriteAsync(HttpContext context, int status, string title, string message)
    {
        if (context.Response.HasStarted)
        {
            // The client must not take a cut answer for a whole one.
            context.Abort();
            return Task.CompletedTask;
        }

        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        RequestIds.WriteHeader(context);
        if (status == StatusCodes.Status405MethodNotAllowed)
            context.Response.Headers.Allow = allow;
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = RetryAfterS;
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate =
                $"Keystone uri=\"{context.Request.Scheme}://{context.Request.Host}\"";
        }

        var body = FaultBody.Serialize(status, title, message);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.Vary = ApiRequest.TokenHeader;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
