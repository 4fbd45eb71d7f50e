using System.IO.Pipelines;
using System.Net;

using Basalt.Runtime;

namespace Basalt.Transport;

/// <summary>
/// One client's connection, as two pipes. It belongs to one shard: everything here is used on that shard alone, and
/// what is awaited comes back to it.
/// </summary>
/// <remarks>
/// <para><see cref="IDuplexPipe.Input"/>: what the peer's half-close leaves is read first, then the result says
/// IsCompleted. A connection that died throws <see cref="ConnectionException"/> from the next read. Buffers are the
/// transport's own and good until AdvanceTo; what is not consumed by the next read is copied aside.</para>
/// <para><see cref="IDuplexPipe.Output"/>: FlushAsync waits while more than
/// <see cref="TransportLimits.SendPauseSize"/> bytes wait for the peer; it says IsCompleted once the peer can no longer
/// be reached. WriteAsync of much does not copy: the memory is in use until it has completed. Complete sends what was
/// flushed and then half-closes; Complete with an exception aborts.</para>
/// </remarks>
public interface IConnection : IDuplexPipe
{
    /// <summary>Unique on its listener; for logs.</summary>
    long Id { get; }

    Shard Shard { get; }

    EndPoint LocalEndPoint { get; }

    /// <summary>The client's, as a trusted proxy names it if there is one.</summary>
    EndPoint RemoteEndPoint { get; }

    /// <summary>What the handshake agreed on; null without TLS.</summary>
    TlsState? Tls { get; }

    /// <summary>What the handler waits for, and so which time limit holds. Begins as
    /// <see cref="ConnectionPhase.Head"/>.</summary>
    ConnectionPhase Phase { get; set; }

    /// <summary>Why the connection ended; <see cref="ConnectionEnd.None"/> while it lives.</summary>
    ConnectionEnd End { get; }

    /// <summary>Whether the listener stops: end after the present request.</summary>
    bool IsDraining { get; }

    /// <summary>Cancelled, on the shard, when the connection dies before its time. For work that outlasts a
    /// read.</summary>
    CancellationToken Died { get; }

    /// <summary>Ends both directions at once; the peer sees a reset. What was not sent is dropped.</summary>
    void Abort(ConnectionEnd reason = ConnectionEnd.Aborted);
}
