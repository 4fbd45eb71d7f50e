namespace Basalt.Http;

/// <summary>What every front holds a client to. Sizes are bytes.</summary>
public static class HttpLimits
{
    /// <summary>The request line: a key of 1,024 bytes percent-encoded threefold, and the query of a presigned
    /// request.</summary>
    public const int RequestLineSizeMax = 16 * 1024;

    /// <summary>All lines of the header together.</summary>
    public const int HeadersSizeMax = 64 * 1024;

    /// <summary>Lines of the header: 90 of metadata, and what clients send besides.</summary>
    public const int HeaderLineCountMax = 200;

    /// <summary>Empty lines before a request line (RFC 9112 section 2.2 asks for one at least to be passed
    /// over).</summary>
    public const int EmptyLineCountMax = 1;

    /// <summary>The line before a chunk: its size in hexadecimal digits, and extensions.</summary>
    public const int ChunkLineSizeMax = 1024;

    /// <summary>Chunk extensions of one body together: nobody needs any, and they must not be the body.</summary>
    public const int ChunkExtensionsSizeMax = 16 * 1024;

    /// <summary>All lines of a chunked body's trailer together.</summary>
    public const int TrailersSizeMax = 8 * 1024;

    /// <summary>What a handler left of a request's body is read and dropped up to this; past it the connection
    /// ends.</summary>
    public const int DrainSizeMax = 256 * 1024;

    /// <summary>The head of a response.</summary>
    public const int ResponseHeadSizeMax = 256 * 1024;

    /// <summary>Requests of one connection that are answered before other connections have their turn.</summary>
    public const int RequestsPerTurnMax = 16;

    /// <summary>Connections open at once.</summary>
    public const int ConnectionCountMax = 10_000;

    /// <summary>Connections of one address open at once.</summary>
    public const int ConnectionsPerAddressMax = 2_000;

    /// <summary>Bytes of a request waiting for their handler; then the client is held back.</summary>
    public const int RequestBufferSizeMax = 256 * 1024;

    /// <summary>Bytes of a response waiting for the client; then the handler is held back.</summary>
    public const int ResponseBufferSizeMax = 256 * 1024;

    /// <summary>Ranges of one request; a request with more gets the whole (RFC 9110 section 14.2 lets a server
    /// ignore them).</summary>
    public const int RangeCountMax = 50;

    /// <summary>How long a connection may idle between requests.</summary>
    public static TimeSpan KeepAliveMax => TimeSpan.FromMinutes(2);

    /// <summary>How long a client may take to send a header.</summary>
    public static TimeSpan HeadersTimeMax => TimeSpan.FromSeconds(30);

    /// <summary>How long nothing at all may come of a request's body before that is answered.</summary>
    public static TimeSpan StalledRequestTimeMax => TimeSpan.FromSeconds(45);

    /// <summary>How long a body may stand still, in either direction, before its connection is closed.</summary>
    public static TimeSpan StalledBodyTimeMax => TimeSpan.FromMinutes(1);

    /// <summary>Bytes a second that count as moving.</summary>
    public const int BodyRateMin = 16;
}
