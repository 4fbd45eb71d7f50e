using Basalt.Http;
using Basalt.Objects.Core;
using Basalt.Objects.Front;
using Basalt.Objects.Swift.Operations;

namespace Basalt.Objects.Swift;

/// <summary>The Object Storage API v1: one request in, one answer out.</summary>
public sealed class SwiftHandler : IHttpHandler
{
    private const int StatusBadRequest = 400;
    private const int StatusRequestTimeout = 408;
    private const int StatusClientDisconnect = 499;

    private readonly IIdentityClient _identity;
    private readonly SwiftAccess _access;
    private readonly AccountOperations _accounts;
    private readonly ContainerOperations _containers;
    private readonly ObjectReads _reads;
    private readonly ObjectWrites _writes;
    private readonly ObjectCopies _copies;
    private readonly StaticManifests _manifests;
    private readonly BulkDeletes _bulk;

    public SwiftHandler(ObjectStore store, IIdentityClient identity, TimeProvider clock, SwiftOptions options)
    {
        _identity = identity;
        _access = new SwiftAccess(options);
        _accounts = new AccountOperations(store, _access);
        _containers = new ContainerOperations(store, _access);
        _reads = new ObjectReads(store, _access);
        _writes = new ObjectWrites(store, _access, clock);
        _copies = new ObjectCopies(store, _access, _writes, clock);
        _manifests = new StaticManifests(store, _access, clock);
        _bulk = new BulkDeletes(store, _access);
    }

    public async ValueTask HandleAsync(HttpExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        SetTransactionId(exchange);
        try
        {
            await DispatchAsync(exchange);
        }
        catch (SwiftFault fault) when (!exchange.HasResponseStarted)
        {
            await AnswerFaultAsync(exchange, fault.Status, fault.Text);
        }
        catch (Exception exception) when (!exchange.HasResponseStarted && StoreFaults.OutcomeOf(exception) is not null)
        {
            var outcome = StoreFaults.OutcomeOf(exception)!.Value;
            await AnswerFaultAsync(exchange, SwiftErrorMap.ToStatus(outcome), text: null);
        }
        catch (TruncatedBodyException) when (!exchange.HasResponseStarted)
        {
            // Nobody may be there to read it; who ended only its own direction does.
            await AnswerFaultAsync(exchange, StatusClientDisconnect, text: null);
        }
        catch (StalledBodyException) when (!exchange.HasResponseStarted)
        {
            await AnswerFaultAsync(exchange, StatusRequestTimeout, text: null);
        }
        catch (MalformedBodyException exception) when (!exchange.HasResponseStarted)
        {
            await AnswerFaultAsync(exchange, StatusBadRequest, exception.Message);
        }
    }

    public ValueTask HandleFaultAsync(HttpExchange exchange, HttpFault fault)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        SetTransactionId(exchange);
        var (status, text) = SwiftErrorMap.ToAnswer(fault);
        return AnswerFaultAsync(exchange, status, text);
    }

    private async ValueTask DispatchAsync(HttpExchange exchange)
    {
        if (exchange.RawPath == InfoDocument.Path)
        {
            await AnswerInfoAsync(exchange);
            return;
        }

        var path = SwiftPath.Parse(exchange.RawPath);
        var query = QueryParameters.Parse(exchange.RawQuery);
        var caller = await IdentifyAsync(exchange);
        var request = new SwiftRequest(exchange, path, query, caller);
        if (path.Key is not null)
            await HandleObjectAsync(request);
        else if (path.Container is not null)
            await HandleContainerAsync(request);
        else
            await HandleAccountAsync(request);
    }

    private ValueTask HandleAccountAsync(SwiftRequest request)
    {
        if (request.Query.Has("bulk-delete") && request.Method is "POST" or "DELETE")
            return _bulk.DeleteNamedAsync(request);
        return request.Method switch
        {
            "GET" or "HEAD" => _accounts.GetAsync(request),
            "POST" => _accounts.PostAsync(request),
            _ => RefuseMethodAsync(request, "HEAD, GET, POST, OPTIONS"),
        };
    }

    private ValueTask HandleContainerAsync(SwiftRequest request) => request.Method switch
    {
        "GET" or "HEAD" => _containers.GetAsync(request),
        "PUT" => _containers.PutAsync(request),
        "POST" => _containers.PostAsync(request),
        "DELETE" => _containers.DeleteAsync(request),
        _ => RefuseMethodAsync(request, "HEAD, GET, PUT, POST, OPTIONS, DELETE"),
    };

    private async ValueTask HandleObjectAsync(SwiftRequest request)
    {
        switch (request.Method)
        {
            case "GET" or "HEAD":
                await _reads.GetAsync(request);
                return;
            case "COPY":
                await _copies.CopyAsync(request);
                return;
            case "PUT" or "POST" or "DELETE":
                var container = await _writes.FindTargetAsync(
                    request, request.Path.Project, request.Path.Container!, request.Cancellation);
                await WriteObjectAsync(request, container);
                return;
            default:
                await RefuseMethodAsync(request, "HEAD, GET, PUT, POST, COPY, OPTIONS, DELETE");
                return;
        }
    }

    private ValueTask WriteObjectAsync(SwiftRequest request, ContainerInfo container)
    {
        var manifest = request.Query.Text("multipart-manifest");
        return request.Method switch
        {
            "POST" => _writes.PostAsync(request, container),
            "DELETE" when manifest == "delete" => _bulk.DeleteManifestAsync(request, container),
            "DELETE" => _writes.DeleteAsync(request, container),
            _ when request.Headers["X-Copy-From"] is not null => _copies.PutAsync(request, container),
            _ when manifest == "put" => _manifests.PutAsync(request, container),
            _ => _writes.PutAsync(request, container),
        };
    }

    /// <summary>A token that is worth nothing is as none: what is public stays public, all else answers 401.</summary>
    private async ValueTask<Caller?> IdentifyAsync(HttpExchange exchange)
    {
        var token = exchange.RequestHeaders["X-Auth-Token"] ?? exchange.RequestHeaders["X-Storage-Token"];
        if (string.IsNullOrEmpty(token))
            return null;
        var answer = await _identity.ValidateTokenAsync(token, exchange.Aborted);
        return answer.Outcome switch
        {
            IdentityOutcome.Known => answer.Caller,
            IdentityOutcome.Unknown => null,
            IdentityOutcome.Unavailable => throw new SwiftFault(503),
        };
    }

    private static void SetTransactionId(HttpExchange exchange)
    {
        var id = $"tx{exchange.RequestId}";
        exchange.ResponseHeaders["X-Trans-Id"] = id;
        exchange.ResponseHeaders["X-Openstack-Request-Id"] = id;
    }

    private static ValueTask AnswerInfoAsync(HttpExchange exchange)
    {
        var request = new SwiftRequest(exchange, default, QueryParameters.Parse(""), caller: null);
        return exchange.Method is "GET" or "HEAD"
            ? request.AnswerAsync(200, InfoDocument.Bytes, "application/json; charset=UTF-8")
            : RefuseMethodAsync(request, "GET, HEAD, OPTIONS");
    }

    private static ValueTask RefuseMethodAsync(SwiftRequest request, string allowed)
    {
        request.Answer["Allow"] = allowed;
        return request.AnswerAsync(405);
    }

    private static ValueTask AnswerFaultAsync(HttpExchange exchange, int status, string? text)
    {
        var request = new SwiftRequest(exchange, default, QueryParameters.Parse(""), caller: null);
        if (status == 503)
            request.Answer["Retry-After"] = "1";
        return text is null ? request.AnswerAsync(status) : request.AnswerTextAsync(status, text);
    }
}
