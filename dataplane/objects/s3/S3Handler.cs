using Basalt.Http;
using Basalt.Objects.Core;
using Basalt.Objects.Front;
using Basalt.Objects.S3.Signing;

namespace Basalt.Objects.S3;

/// <summary>
/// Answers S3 requests over the object store: reads the target, verifies the signature, finds the operation, runs it,
/// and turns whatever refuses on the way into one error document. May be called from any thread.
/// </summary>
public sealed class S3Handler : IHttpHandler
{
    private readonly ObjectStore _store;
    private readonly TimeProvider _time;
    private readonly S3Options _options;
    private readonly SignatureVerifier _verifier;

    public S3Handler(ObjectStore store, IIdentityClient identity, TimeProvider time, S3Options options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(options);
        _store = store;
        _time = time;
        _options = options;
        _verifier = new SignatureVerifier(identity, time, options);
    }

    public async ValueTask HandleAsync(HttpExchange exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        S3Response.SetCommonHeaders(exchange, _options);
        try
        {
            await RunAsync(exchange);
        }
        catch (S3Exception e)
        {
            await S3Response.WriteErrorAsync(exchange, e, Resource(exchange), _options);
        }
        catch (Exception e) when (StoreFaults.OutcomeOf(e) is { } outcome)
        {
            var error = S3ErrorMap.ToException(outcome, e);
            await S3Response.WriteErrorAsync(exchange, error, Resource(exchange), _options);
        }
        catch (OperationCanceledException) when (exchange.Aborted.IsCancellationRequested)
        {
            // The client has gone away: there is nobody to answer, and nothing was committed that was not asked for.
            exchange.Abort();
        }
    }

    public ValueTask HandleFaultAsync(HttpExchange exchange, HttpFault fault)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        S3Response.SetCommonHeaders(exchange, _options);
        return S3Response.WriteErrorAsync(exchange, S3ErrorMap.ToException(fault), Resource(exchange), _options);
    }

    private async ValueTask RunAsync(HttpExchange exchange)
    {
        var target = S3Target.Parse(exchange, _options);
        var query = S3Query.Parse(exchange.RawQuery);
        RefuseForms(exchange, target);
        var signed = await _verifier.VerifyAsync(exchange, query);
        var request = new S3Request(exchange, query, target, signed);
        var operation = S3Router.Route(exchange.Method, target, query, request.Header);
        await S3Dispatch.RunAsync(operation, new S3Context(request, _store, _time, _options));
    }

    /// <summary>
    /// A browser's form carries its signature in the body; without this line it would be called unsigned.
    /// </summary>
    private static void RefuseForms(HttpExchange exchange, in S3Target target)
    {
        if (exchange.Method == "POST" && target is { Bucket: not null, Key: null }
            && exchange.RequestHeaders["Content-Type"] is { } type
            && type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw S3Dispatch.NotServed(S3Operation.PostObject);
        }
    }

    /// <summary>The path as an error document shows it: decoded if XML can hold it.</summary>
    private static string Resource(HttpExchange exchange)
        => PercentCoding.TryDecode(exchange.RawPath, plusIsSpace: false, out var path)
            && PercentCoding.TryText(path, out var text)
            && !text.Any(char.IsControl)
            ? text
            : exchange.RawPath;
}
