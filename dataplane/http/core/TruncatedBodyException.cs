namespace Basalt.Http;

/// <summary>The client ended the connection before the body was whole (RFC 9112 section 8). One that ended only its own
/// direction can still be answered; the connection ends after that.</summary>
public sealed class TruncatedBodyException : IOException
{
    public TruncatedBodyException(string message)
        : base(message)
    {
    }

    public TruncatedBodyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
