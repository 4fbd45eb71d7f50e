using System.Buffers;
using System.IO.Pipelines;

using Basalt.Http.Http1.Body;
using Basalt.Http.Http1.Head;
using Basalt.Http.Http1.Response;
using Basalt.Transport;

namespace Basalt.Http.Http1;

/// <summary>One request and its response over a connection. Used again for other requests; good for its handler until
/// that returns. One shard alone.</summary>
internal sealed class Http1Exchange : HttpExchange
{
    private const int StatusOk = 200;
    private const int StatusNoContent = 204;
    private const int StatusNotModified = 304;

    private readonly Http1Shard _shard;
    private readonly RequestHead _head = new();
    private readonly RequestFields _requestFields;
    private readonly ResponseFields _responseFields = new();
    private readonly ResponseWriter _writer;
    private readonly LengthBody _lengthBody;
    private readonly ChunkedBody _chunkedBody;
    private Http1Connection? _connection;
    private RequestBody _body;
    private string? _requestId;
    private int _statusCode;
    private int _statusVersion;
    private bool _isFault;
    private bool _isContinued;
    private bool _isAborted;
    private bool _willClose;

    public Http1Exchange(Http1Shard shard)
    {
        _shard = shard;
        Reader = new HeadReader(_head);
        _requestFields = new RequestFields(_head);
        _writer = new ResponseWriter(this);
        _lengthBody = new LengthBody(this);
        _chunkedBody = new ChunkedBody(this);
        _body = _lengthBody;
    }

    /// <summary>Reads the next request's head.</summary>
    public HeadReader Reader { get; }

    public PipeReader Input => Connection.Input;

    public PipeWriter Output => Connection.Output;

    public DateField Date => _shard.Date;

    public override string Method => _head.Method;

    public override string RawPath => _head.Path;

    public override string RawQuery => _head.Query;

    public override string Host => _head.Host;

    public override bool IsTls => Connection.Tls is not null;

    public override string RemoteAddress => _connection!.RemoteAddress;

    public override string RequestId => _requestId ??= _shard.Ids.Next();

    public override RequestHeaders RequestHeaders => _requestFields;

    public override long? RequestContentLength => _isFault ? 0 : _head.ContentLength;

    public override PipeReader RequestBody => _body;

    public override int StatusCode
    {
        get => _statusCode;
        set
        {
            if (HasResponseStarted) throw new InvalidOperationException("The response has started.");
            _statusCode = value;
            _statusVersion++;
        }
    }

    public override ResponseHeaders ResponseHeaders => _responseFields;

    public override PipeWriter ResponseBody => _writer;

    public override bool HasResponseStarted => _writer.HasStarted;

    public override CancellationToken Aborted => Connection.Died;

    /// <summary>Rises with each change of what the head of the response says.</summary>
    public int ResponseVersion => _statusVersion + _responseFields.Version;

    /// <summary>The client waits to be told to send its body.</summary>
    public bool MustContinue => _head.IsContinueExpected && !_isContinued;

    /// <summary>A response without a word on its body has none, and says so.</summary>
    public bool MayBeEmpty => !IsBodyless && _responseFields.ContentLength is null;

    private IConnection Connection => _connection!.Transport;

    private bool IsHead => _head.IsMethod("HEAD"u8);

    /// <summary>RFC 9110 sections 9.3.2, 15.3.5 and 15.4.5.</summary>
    private bool IsBodyless => IsHead || _statusCode is StatusNoContent or StatusNotModified;

    /// <summary>
    /// Whether the connection ends with this response. A client that asked for 100 Continue and gets a final answer
    /// without one may have sent its body or not, so what comes next could be either. What a handler left of a body is
    /// passed over if it is little.
    /// </summary>
    private bool MustClose => _isFault || !_head.IsKeepAlive || _responseFields.IsClose || Connection.IsDraining
        || MustContinue || _body.IsBroken
        || (ReferenceEquals(_body, _lengthBody) && _lengthBody.Left > HttpLimits.DrainSizeMax);

    public void Attach(Http1Connection connection)
    {
        _connection = connection;
        Reader.Reset();
    }

    public void Detach() => _connection = null;

    /// <summary>The head is here: the request begins.</summary>
    /// <param name="isFault">It was refused: there is no body, and no further request.</param>
    public void Begin(bool isFault)
    {
        _isAborted = false;
        _requestId = null;
        _writer.Begin();
        BeginAnswer(isFault);
        if (!isFault && _head.ContentLength is null)
        {
            _chunkedBody.BeginChunks();
            _body = _chunkedBody;
            return;
        }

        _lengthBody.Begin(isFault ? 0 : _head.ContentLength!.Value);
        _body = _lengthBody;
    }

    /// <summary>Begins the answer anew, as that to a request without a body that is the last; false if it is too late
    /// for that.</summary>
    public bool TryStartOver()
    {
        if (_isAborted || !_writer.TryStartOver()) return false;
        _body.Release();
        _lengthBody.Begin(0);
        _body = _lengthBody;
        BeginAnswer(isFault: true);
        return true;
    }

    public override void Abort()
    {
        _isAborted = true;
        Connection.Abort();
    }

    /// <summary>The head as fields and status have it now.</summary>
    public ResponseHead MakeHead()
    {
        var length = _statusCode == StatusNoContent ? null : _responseFields.ContentLength;
        var framing = IsBodyless ? ResponseFraming.None
            : length is not null ? ResponseFraming.Length
            : _head.MinorVersion == 0 ? ResponseFraming.UntilClose
            : ResponseFraming.Chunked;
        _willClose = MustClose || framing == ResponseFraming.UntilClose;
        var option = _willClose ? ConnectionOption.Close
            : _head.MinorVersion == 0 ? ConnectionOption.KeepAlive
            : ConnectionOption.None;
        return new ResponseHead(_statusCode, _responseFields, framing, length, option);
    }

    public void OnStarted() => _responseFields.IsFixed = true;

    /// <summary>Nothing of the body came in time.</summary>
    public bool IsBodyLate => _connection!.IsLate;

    /// <summary>A read of the body waits for the client: from now on it has to keep the pace, and to send
    /// something.</summary>
    public void AwaitBody()
    {
        if (Connection.Phase != ConnectionPhase.Body) Connection.Phase = ConnectionPhase.Body;
        _connection!.Watch(_shard.Bodies);
    }

    /// <summary>Something came, or the wait ended otherwise.</summary>
    public void EndAwait() => _connection!.Unwatch();

    /// <summary>Tells a client that waits for it to send its body (RFC 9110 section 10.1.1).</summary>
    public async ValueTask ContinueAsync(CancellationToken cancellation)
    {
        // Once the answer has begun nothing can go before it.
        if (!_writer.TryPutBack()) return;
        _isContinued = true;
        Output.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
        await Output.FlushAsync(cancellation);
    }

    private void BeginAnswer(bool isFault)
    {
        _isFault = isFault;
        _isContinued = isFault;
        _willClose = false;
        _statusCode = StatusOk;
        _statusVersion = 0;
        _responseFields.Reset();
    }

    /// <summary>Ends the response and passes over the rest of the body; whether a further request can come.</summary>
    public async ValueTask<bool> FinishAsync()
    {
        if (_isAborted) return false;
        if (!await _writer.FinishAsync())
        {
            // Only a cut connection tells the client that this is not all. Of one that is gone it is no mistake.
            if (Connection.End == ConnectionEnd.None)
            {
                _shard.ReportFailure(
                    this, new InvalidOperationException("The body is shorter than its Content-Length."));
            }

            Abort();
            return false;
        }

        return !_willClose && await _body.DrainAsync(HttpLimits.DrainSizeMax);
    }
}
