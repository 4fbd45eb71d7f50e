namespace Basalt.Transport;

/// <summary>Reading from a connection that has died; <see cref="End"/> says of what.</summary>
public sealed class ConnectionException : IOException
{
    public ConnectionException(ConnectionEnd end, Exception? cause = null)
        : base($"the connection has ended: {end}", cause) => End = end;

    public ConnectionEnd End { get; }
}
