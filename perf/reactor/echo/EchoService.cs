using System.Buffers;
using Basalt.Transport;

namespace Basalt.Perf.Reactor.Echo;

/// <summary>Sends back what comes (RFC 862).</summary>
internal static class EchoService
{
    public static async Task ServeAsync(IConnection connection)
    {
        var (input, output) = (connection.Input, connection.Output);
        connection.Phase = ConnectionPhase.Idle;
        while (true)
        {
            var read = await input.ReadAsync();
            foreach (var part in read.Buffer) output.Write(part.Span);
            input.AdvanceTo(read.Buffer.End);
            if (output.UnflushedBytes > 0 && (await output.FlushAsync()).IsCompleted) return;
            if (read.IsCompleted) return;
        }
    }
}
