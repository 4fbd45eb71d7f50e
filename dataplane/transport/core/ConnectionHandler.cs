namespace Basalt.Transport;

/// <summary>
/// Serves one connection, on its shard. When it returns, what was flushed is sent and the connection closed in good
/// order; when it throws, the connection is aborted and the failure reported once.
/// </summary>
public delegate Task ConnectionHandler(IConnection connection);
