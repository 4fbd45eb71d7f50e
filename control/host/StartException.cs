namespace Basalt.Control.Host;

/// <summary>The cloud cannot start or stop as asked. The message is for the operator and says what would
/// help.</summary>
internal sealed class StartException : Exception
{
    public StartException(string message)
        : base(message)
    {
    }

    public StartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
