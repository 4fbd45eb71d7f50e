namespace Basalt.Transport.Proxy;

/// <summary>Learns from a trusted proxy whom a connection is for, before anything else is read from it.</summary>
internal static class ProxyHandshake
{
    /// <summary>False if the connection is to end.</summary>
    public static async ValueTask<bool> ReadAsync(Connection connection, Listener listener)
    {
        while (true)
        {
            var result = await connection.Input.ReadAsync();
            var buffer = result.Buffer;
            var outcome = ProxyHeaderReader.TryRead(ref buffer, out var header);
            connection.Input.AdvanceTo(buffer.Start, outcome == ProxyOutcome.Read ? buffer.Start : buffer.End);
            switch (outcome)
            {
                case ProxyOutcome.Read:
                    return TryAssign(connection, listener, header);
                case ProxyOutcome.NeedsMore when !result.IsCompleted:
                    continue;
                case ProxyOutcome.NeedsMore or ProxyOutcome.Invalid:
                    connection.Abort(ConnectionEnd.HandshakeFailed);
                    return false;
            }
        }
    }

    private static bool TryAssign(Connection connection, Listener listener, in ProxyHeader header)
    {
        if (header.Source is not { } source) return true;
        connection.RemoteEndPoint = source;
        if (header.Target is { } target) connection.LocalEndPoint = target;
        if (listener.TryAssign(connection, source.Address)) return true;
        connection.Abort(ConnectionEnd.Refused);
        return false;
    }
}
