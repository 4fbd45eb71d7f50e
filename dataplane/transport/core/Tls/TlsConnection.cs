using System.IO.Pipelines;
using System.Net;
using System.Net.Security;

using Basalt.Runtime;
using Basalt.Transport.Pipes;

namespace Basalt.Transport.Tls;

/// <summary>A connection seen through TLS. Phases, limits and death are those of the connection below.</summary>
internal sealed class TlsConnection : IConnection
{
    private readonly Connection _plain;
    private readonly TlsOutput _output;

    public TlsConnection(Connection plain, SslStream secret, TlsState state, BlockMemoryPool memory)
    {
        _plain = plain;
        Tls = state;
        var options = new StreamPipeReaderOptions(
            memory, PipeBuffers.BlockSize, minimumReadSize: 1024, leaveOpen: true, useZeroByteReads: true);
        Input = new TlsInput(PipeReader.Create(secret, options), plain);
        _output = new TlsOutput(
            secret, plain.Output, new StreamPipeWriterOptions(memory, PipeBuffers.BlockSize, leaveOpen: true));
    }

    public long Id => _plain.Id;

    public Shard Shard => _plain.Shard;

    public EndPoint LocalEndPoint => _plain.LocalEndPoint;

    public EndPoint RemoteEndPoint => _plain.RemoteEndPoint;

    public TlsState? Tls { get; }

    public ConnectionEnd End => _plain.End;

    public bool IsDraining => _plain.IsDraining;

    public CancellationToken Died => _plain.Died;

    public PipeReader Input { get; }

    public PipeWriter Output => _output;

    public ConnectionPhase Phase
    {
        get => _plain.Phase;
        set => _plain.Phase = value;
    }

    public void Abort(ConnectionEnd reason = ConnectionEnd.Aborted) => _plain.Abort(reason);

    /// <summary>After the handler: sends what is left, says so to the peer.</summary>
    public async Task FinishAsync()
    {
        await _output.CompletedAsync();
        await Input.CompleteAsync();
    }
}
