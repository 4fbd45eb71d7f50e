namespace Basalt.Tests.Unit.Transport;

/// <summary>The other end of a connection under test.</summary>
internal abstract class TestPeer : IAsyncDisposable
{
    public abstract Task SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Some bytes; 0 at the end; throws an IOException when reset.</summary>
    public abstract Task<int> ReceiveAsync(Memory<byte> target);

    /// <summary>Half-closes.</summary>
    public abstract Task FinishAsync();

    public abstract void Reset();

    public abstract ValueTask DisposeAsync();

    public async Task<byte[]> ReceiveExactlyAsync(int count)
    {
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            var size = await ReceiveAsync(bytes.AsMemory(got));
            if (size == 0) throw new EndOfStreamException($"{got} of {count} bytes came");
            got += size;
        }

        return bytes;
    }

    public async Task<byte[]> ReceiveToEndAsync()
    {
        var all = new MemoryStream();
        var part = new byte[64 * 1024];
        while (await ReceiveAsync(part) is var size and > 0) all.Write(part, 0, size);
        return all.ToArray();
    }

    /// <summary>How the connection ends: true by a reset, false in good order.</summary>
    public async Task<bool> EndsByResetAsync()
    {
        try
        {
            await ReceiveToEndAsync();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
