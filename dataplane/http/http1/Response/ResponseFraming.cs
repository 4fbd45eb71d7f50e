namespace Basalt.Http.Http1.Response;

/// <summary>How a response's body ends (RFC 9112 section 6.3).</summary>
internal enum ResponseFraming
{
    /// <summary>There is none: HEAD, 204, 304. What is written is dropped.</summary>
    None,

    /// <summary>After Content-Length bytes.</summary>
    Length,

    Chunked,

    /// <summary>With the connection, for an HTTP/1.0 client that is told no length.</summary>
    UntilClose,
}
