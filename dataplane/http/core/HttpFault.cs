namespace Basalt.Http;

/// <summary>Why a front does not take a request, or what became of one that it took. After the answer the connection
/// ends: where the next request would begin is not known.</summary>
public enum HttpFault
{
    /// <summary>No request line (RFC 9112 section 3).</summary>
    RequestLine,

    /// <summary>The request line is past <see cref="HttpLimits.RequestLineSizeMax"/>.</summary>
    RequestLineTooLong,

    /// <summary>A target of no form that is served (RFC 9112 section 3.2), or with bytes no target has.</summary>
    Target,

    /// <summary>Neither HTTP/1.1 nor HTTP/1.0.</summary>
    Version,

    /// <summary>A line that is no field (RFC 9112 section 5).</summary>
    Field,

    /// <summary>The fields are past <see cref="HttpLimits.HeadersSizeMax"/>.</summary>
    FieldsTooLarge,

    /// <summary>The fields are past <see cref="HttpLimits.HeaderLineCountMax"/>.</summary>
    FieldsTooMany,

    /// <summary>No Host, several, or one that is none (RFC 9112 section 3.2).</summary>
    Host,

    /// <summary>Where the body ends could be read in two ways (RFC 9112 sections 6.1 and 6.3).</summary>
    Framing,

    /// <summary>Something else than 100-continue is expected (RFC 9110 section 10.1.1).</summary>
    Expectation,

    /// <summary>The head did not come within <see cref="HttpLimits.HeadersTimeMax"/>.</summary>
    HeadTimeout,

    /// <summary>The handler threw before its answer began.</summary>
    HandlerFailed,
}
