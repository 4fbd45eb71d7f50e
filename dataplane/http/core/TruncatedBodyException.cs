namespace Basalt.Http;

/// <summary>The client ended the connection, or the chunked coding, before the body was whole.</summary>
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
