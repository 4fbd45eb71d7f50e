namespace Basalt.Http.Http1.Body;

/// <summary>What of a chunked body comes next (RFC 9112 section 7.1).</summary>
internal enum ChunkPart
{
    /// <summary>chunk-size [ chunk-ext ] CRLF.</summary>
    Size,

    Data,

    /// <summary>The CRLF after the data.</summary>
    DataEnd,

    /// <summary>Field lines, or the empty line that ends all.</summary>
    Trailer,

    End,
}
