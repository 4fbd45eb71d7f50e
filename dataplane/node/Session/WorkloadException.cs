namespace Basalt.Node.Session;

/// <summary>The node cannot be what is desired. The message is for the operator and says what would help.</summary>
internal sealed class WorkloadException : Exception
{
    public WorkloadException(string message)
        : base(message)
    {
    }

    public WorkloadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
