using System.Buffers;

using Basalt.Http;
using Basalt.Runtime;

namespace Basalt.Tests.Simulation.Front;

/// <summary>Answers with the body it got, as it comes or at the end, after a while.</summary>
internal sealed class EchoHandler(FrontSimulation world, Shard shard) : IHttpHandler
{
    public async ValueTask HandleAsync(HttpExchange exchange)
    {
        exchange.ResponseHeaders["X-Id"] = exchange.RawPath;
        var body = await ReadAsync(exchange);
        world.Received(exchange.RawPath, body);
        if (shard.Random.Next(3) == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(shard.Random.Next(30)), shard.Time, exchange.Aborted);
        if (shard.Random.Next(2) == 0) exchange.ResponseHeaders.ContentLength = body.Length;
        for (var rest = body.AsMemory(); !rest.IsEmpty;)
        {
            var size = Math.Min(rest.Length, 1 + shard.Random.Next(30_000));
            if ((await exchange.ResponseBody.WriteAsync(rest[..size], exchange.Aborted)).IsCompleted) return;
            rest = rest[size..];
        }
    }

    public ValueTask HandleFaultAsync(HttpExchange exchange, HttpFault fault)
    {
        // A network that falls silent in the middle of a head leaves it late.
        if (fault != HttpFault.HeadTimeout || !world.IsFaulty)
            throw new SimulatedFailureException($"a good request was refused: {fault} {exchange.RawPath}");
        exchange.StatusCode = HttpFaultStatus.Of(fault);
        return ValueTask.CompletedTask;
    }

    private async Task<byte[]> ReadAsync(HttpExchange exchange)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await exchange.RequestBody.ReadAsync(exchange.Aborted);

            // Often not all of it is taken at once.
            var taken = read.Buffer.Length > 1 && !read.IsCompleted && shard.Random.Next(3) == 0
                ? read.Buffer.Slice(0, 1 + shard.Random.NextInt64(read.Buffer.Length - 1))
                : read.Buffer;
            foreach (var memory in taken) body.Write(memory.Span);
            exchange.RequestBody.AdvanceTo(taken.End, shard.Random.Next(2) == 0 ? taken.End : read.Buffer.End);
            if (read.IsCompleted) return body.WrittenSpan.ToArray();
        }
    }
}
