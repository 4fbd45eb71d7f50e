using System.IO.Pipelines;

namespace Basalt.Http;

/// <summary>One request and its response (RFC 9110), as handlers see them: no front's own type shows through.</summary>
public abstract class HttpExchange
{
    /// <summary>The method token as it came; case matters (RFC 9110 section 9.1).</summary>
    public abstract string Method { get; }

    /// <summary>The path exactly as it came, percent-encoded, from its first slash and without the query.</summary>
    public abstract string RawPath { get; }

    /// <summary>The query exactly as it came, without its question mark; empty if there is none.</summary>
    public abstract string RawQuery { get; }

    /// <summary>The Host header, with its port if one was sent.</summary>
    public abstract string Host { get; }

    public abstract bool IsTls { get; }

    /// <summary>The peer's address without its port.</summary>
    public abstract string RemoteAddress { get; }

    /// <summary>Given by the front to this request alone; goes into the answer and every log line.</summary>
    public abstract string RequestId { get; }

    public abstract RequestHeaders RequestHeaders { get; }

    /// <summary>Bytes of the body by Content-Length; null if chunked; 0 if there is no body.</summary>
    public abstract long? RequestContentLength { get; }

    /// <summary>The body's bytes, transfer coding removed. The first read sends 100 Continue if the client waits
    /// for it. A body that ends early throws <see cref="TruncatedBodyException"/>, one whose coding is broken
    /// <see cref="MalformedBodyException"/>, one of which nothing comes <see cref="StalledBodyException"/>. Read as you
    /// go: no more than <see cref="HttpLimits.RequestBufferSizeMax"/> may be left unconsumed.</summary>
    public abstract PipeReader RequestBody { get; }

    /// <summary>200 unless set; to be set before the first byte of the body.</summary>
    public abstract int StatusCode { get; set; }

    public abstract ResponseHeaders ResponseHeaders { get; }

    /// <summary>The response's body. Flushing waits when the client reads slowly.</summary>
    public abstract PipeWriter ResponseBody { get; }

    public abstract bool HasResponseStarted { get; }

    /// <summary>Cancelled when the client has gone away or the endpoint stops at once.</summary>
    public abstract CancellationToken Aborted { get; }

    /// <summary>Ends the connection without completing the response: the client must not take it for whole.</summary>
    public abstract void Abort();
}
