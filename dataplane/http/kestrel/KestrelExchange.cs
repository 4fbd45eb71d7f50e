using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Basalt.Http.Kestrel;

/// <summary>An exchange over the server's features.</summary>
internal sealed class KestrelExchange : HttpExchange
{
    private readonly IHttpRequestFeature _request;
    private readonly IHttpResponseFeature _response;
    private readonly IFeatureCollection _features;
    private readonly KestrelRequestHeaders _requestHeaders;
    private readonly KestrelResponseHeaders _responseHeaders;
    private readonly PipeWriter _responseBody;
    private KestrelRequestBody? _requestBody;

    public KestrelExchange(IFeatureCollection features, string requestId)
    {
        _features = features;
        _request = features.GetRequiredFeature<IHttpRequestFeature>();
        _response = features.GetRequiredFeature<IHttpResponseFeature>();
        _responseBody = features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        _requestHeaders = new KestrelRequestHeaders(_request.Headers);
        _responseHeaders = new KestrelResponseHeaders(_response.Headers);
        (RawPath, RawQuery) = RequestTarget.Split(_request.RawTarget);
        RequestId = requestId;
    }

    public override string Method => _request.Method;

    public override string RawPath { get; }

    public override string RawQuery { get; }

    public override string Host => _requestHeaders["Host"] ?? "";

    public override bool IsTls => _request.Scheme == "https";

    public override string RemoteAddress
        => _features.Get<IHttpConnectionFeature>()?.RemoteIpAddress?.ToString() ?? "";

    public override string RequestId { get; }

    public override RequestHeaders RequestHeaders => _requestHeaders;

    public override long? RequestContentLength
        => _request.Headers.ContentLength ?? (CanHaveBody ? null : 0);

    /// <summary>No transfer coding, or chunked alone, once, and not from an HTTP/1.0 client (RFC 9112 section
    /// 6.1).</summary>
    public bool IsFramingPlain
    {
        get
        {
            var coding = _request.Headers.TransferEncoding;
            return coding.Count == 0
                || (coding.Count == 1 && string.Equals(coding[0], "chunked", StringComparison.OrdinalIgnoreCase)
                    && _request.Protocol != "HTTP/1.0" && _request.Headers.ContentLength is null);
        }
    }

    public override PipeReader RequestBody
        => _requestBody ??= new KestrelRequestBody(
            _features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader, Aborted);

    public override int StatusCode
    {
        get => _response.StatusCode;
        set => _response.StatusCode = value;
    }

    public override ResponseHeaders ResponseHeaders => _responseHeaders;

    public override PipeWriter ResponseBody => _responseBody;

    public override bool HasResponseStarted => _response.HasStarted;

    public override CancellationToken Aborted
        => _features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;

    private bool CanHaveBody => _features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? false;

    /// <summary>A client that asked for 100 Continue and gets a final answer without one gets it with the connection's
    /// end: it may have sent its body or not, so what comes next on the connection could be either. Clients built on
    /// botocore also take the next answer on such a connection for the rest of this one.</summary>
    /// <remarks>Without a body the server has no 100 to send (RFC 9110 section 10.1.1).</remarks>
    public void CloseUnlessContinued()
    {
        if (_request.Headers.Expect.Count == 0) return;
        _response.OnStarting(
            static state =>
            {
                var exchange = (KestrelExchange)state;
                if (exchange.RequestContentLength == 0 || exchange._requestBody is not { IsRead: true })
                    exchange.ResponseHeaders["Connection"] = "close";
                return Task.CompletedTask;
            },
            this);
    }

    /// <summary>Begins the answer anew, as the connection's last; false if some of it was written.</summary>
    public bool TryStartOver()
    {
        if (_response.HasStarted || _responseBody.UnflushedBytes > 0) return false;
        _response.Headers.Clear();
        _response.StatusCode = 200;
        ResponseHeaders["Connection"] = "close";
        return true;
    }

    public override void Abort() => _features.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
}
