namespace Basalt.Http.Http1.Response;

/// <summary>What a response says of its connection (RFC 9112 section 9.3).</summary>
internal enum ConnectionOption
{
    /// <summary>Nothing: it goes on, as HTTP/1.1 has it.</summary>
    None,

    Close,

    /// <summary>It goes on, which an HTTP/1.0 client has to be told.</summary>
    KeepAlive,
}
