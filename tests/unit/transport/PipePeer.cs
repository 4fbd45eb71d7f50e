using System.Buffers;

using Basalt.Transport;

namespace Basalt.Tests.Unit.Transport;

/// <summary>A peer that is itself a connection of a network in memory.</summary>
internal sealed class PipePeer : TestPeer
{
    private readonly TaskCompletionSource _done = new();
    private IConnection? _connection;
    private Task _served = Task.CompletedTask;

    public static async Task<PipePeer> ConnectAsync(Func<ConnectionHandler, Task> connect)
    {
        var peer = new PipePeer();
        var connected = new TaskCompletionSource();
        peer._served = ServeAsync();
        await connected.Task;
        return peer;

        async Task ServeAsync()
        {
            try
            {
                await connect(connection =>
                {
                    peer._connection = connection;
                    connected.SetResult();
                    return peer._done.Task;
                });
            }
            catch (IOException refusal)
            {
                connected.TrySetException(refusal);
            }
        }
    }

    public override async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if ((await _connection!.Output.WriteAsync(bytes)).IsCompleted) throw new IOException("reset");
    }

    public override async Task<int> ReceiveAsync(Memory<byte> target)
    {
        var result = await _connection!.Input.ReadAsync();
        var buffer = result.Buffer;
        if (buffer.Length > target.Length) buffer = buffer.Slice(0, target.Length);
        buffer.CopyTo(target.Span);
        var size = (int)buffer.Length;
        _connection.Input.AdvanceTo(buffer.End);
        return size;
    }

    public override Task FinishAsync()
    {
        _connection!.Output.Complete();
        return Task.CompletedTask;
    }

    public override void Reset() => _connection!.Abort();

    public override async ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        await _served;
    }
}
