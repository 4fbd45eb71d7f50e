namespace Basalt.Http;

/// <summary>Nothing came of the body for <see cref="HttpLimits.StalledRequestTimeMax"/>. An answer can still be given;
/// the connection ends after it.</summary>
public sealed class StalledBodyException : IOException
{
    public StalledBodyException(string message)
        : base(message)
    {
    }

    public StalledBodyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
