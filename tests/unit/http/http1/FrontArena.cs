using System.Net;
using System.Text;

using Basalt.Http.Http1;
using Basalt.Runtime;
using Basalt.Tests.Unit.Transport;
using Basalt.Transport.Memory;

namespace Basalt.Tests.Unit.Http.Http1;

/// <summary>The front over connections in memory, on a shard whose clock is the test's.</summary>
internal sealed class FrontArena : IAsyncDisposable
{
    private readonly TestTime _time = new();
    private readonly MemoryNetwork _network = new();
    private readonly Shard _shard;

    public FrontArena(Func<Http1Options, Http1Options>? configure = null)
    {
        _shard = ThreadShard.Start("front", new SignalDriver(), _time, seed: 1);
        var options = new Http1Options
        {
            Address = new IPEndPoint(IPAddress.Loopback, 0),
            OnHandlerFailed = (failure, _, _) => Reports.Add(failure),
        };
        Front = Http1Front.Start(_network, _shard, configure?.Invoke(options) ?? options, Handler);
    }

    public RecordingHandler Handler { get; } = new();

    public Http1Front Front { get; }

    /// <summary>What was reported of handlers that failed.</summary>
    public List<Exception> Reports { get; } = [];

    public static async Task RunAsync(
        Func<FrontArena, Task> test, Func<Http1Options, Http1Options>? configure = null)
    {
        await using var arena = new FrontArena(configure);
        await arena._shard.RunAsync(() => test(arena));
    }

    /// <summary>On the shard.</summary>
    public async Task<TestPeer> ConnectAsync() => await PipePeer.ConnectAsync(
        handler => _network.ConnectAsync(_shard, IPAddress.Loopback, Front.EndPoint, handler));

    public Task PassAsync(TimeSpan span) => RealWait.PassAsync(_time, span);

    /// <summary>Sends, ends its own direction if asked to, and reads until the other end is over; null if by a
    /// reset.</summary>
    public async Task<string?> ExchangeAsync(string request, bool isFinished = false, int partSize = int.MaxValue)
    {
        await using var peer = await ConnectAsync();
        var bytes = Encoding.Latin1.GetBytes(request);
        try
        {
            for (var start = 0; start < bytes.Length; start += Math.Min(partSize, bytes.Length - start))
                await peer.SendAsync(bytes.AsMemory(start, Math.Min(partSize, bytes.Length - start)));
            if (isFinished) await peer.FinishAsync();
            return Encoding.Latin1.GetString(await peer.ReceiveToEndAsync());
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await _shard.DisposeAsync();
    }
}
