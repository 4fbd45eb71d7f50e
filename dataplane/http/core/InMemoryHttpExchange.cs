using System.Buffers;
using System.IO.Pipelines;

namespace Basalt.Http;

/// <summary>The twin of a front: a request made of values, and a response that is kept. For tests and
/// simulation.</summary>
public sealed class InMemoryHttpExchange : HttpExchange, IDisposable
{
    private readonly InMemoryHeaders _request = new();
    private readonly InMemoryResponseHeaders _response = new();
    private readonly MemoryStream _received = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly PipeWriter _responseBody;
    private int _statusCode = 200;

    /// <param name="method">The method.</param>
    /// <param name="target">Path and query as they would come, percent-encoded.</param>
    /// <param name="body">The request's body; a Content-Length header is not made of it by itself.</param>
    public InMemoryHttpExchange(string method, string target, ReadOnlyMemory<byte> body = default)
        : this(method, target, PipeReader.Create(new ReadOnlySequence<byte>(body)), body.Length)
    {
    }

    /// <param name="method">The method.</param>
    /// <param name="target">Path and query as they would come, percent-encoded.</param>
    /// <param name="body">The request's body as it comes.</param>
    /// <param name="contentLength">What Content-Length would say; null for a chunked body.</param>
    public InMemoryHttpExchange(string method, string target, PipeReader body, long? contentLength)
    {
        ArgumentNullException.ThrowIfNull(target);
        Method = method;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        RawPath = question < 0 ? target : target[..question];
        RawQuery = question < 0 ? "" : target[(question + 1)..];
        RequestBody = body;
        RequestContentLength = contentLength;
        _responseBody = PipeWriter.Create(_received, new StreamPipeWriterOptions(leaveOpen: true));
        ResponseBody = new StartingPipeWriter(_responseBody, _response);
    }

    public override string Method { get; }

    public override string RawPath { get; }

    public override string RawQuery { get; }

    public override string Host => RequestHeaders["Host"] ?? "localhost";

    public override bool IsTls => false;

    public override string RemoteAddress => "127.0.0.1";

    public override string RequestId { get; } = "00000000000000000000000000000001";

    public override RequestHeaders RequestHeaders => _request;

    public override long? RequestContentLength { get; }

    public override PipeReader RequestBody { get; }

    public override int StatusCode
    {
        get => _statusCode;
        set => _statusCode = _response.HasStarted
            ? throw new InvalidOperationException("The response has started.")
            : value;
    }

    public override ResponseHeaders ResponseHeaders => _response;

    public override PipeWriter ResponseBody { get; }

    public override bool HasResponseStarted => _response.HasStarted;

    public override CancellationToken Aborted => _aborted.Token;

    /// <summary>The handler has cut the connection.</summary>
    public bool IsAborted { get; private set; }

    public override void Abort()
    {
        IsAborted = true;
        _aborted.Cancel();
    }

    /// <summary>Adds a line to the request.</summary>
    public InMemoryHttpExchange WithHeader(string name, string value)
    {
        _request.Add(name, value);
        return this;
    }

    /// <summary>All bytes of the response's body so far.</summary>
    public async ValueTask<byte[]> ReadResponseAsync()
    {
        await _responseBody.FlushAsync();
        return _received.ToArray();
    }

    public void Dispose()
    {
        _received.Dispose();
        _aborted.Dispose();
    }

    /// <summary>Notes that the response has started when the first byte is flushed.</summary>
    private sealed class StartingPipeWriter(PipeWriter inner, InMemoryResponseHeaders headers) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => headers.HasStarted = true;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            headers.HasStarted = true;
            return inner.FlushAsync(cancellationToken);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);
    }
}
