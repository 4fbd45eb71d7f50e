using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Basalt.Perf.Load.Requests;

namespace Basalt.Perf.Load.Servers;

/// <summary>perf/reactor, serving HTTP or echo.</summary>
internal sealed class ReactorServer : ILoadServer
{
    private readonly Process _process;
    private readonly Func<IRequests> _requests;
    private readonly Socket? _counters;

    private ReactorServer(string name, Process process, Func<IRequests> requests, Socket? counters)
    {
        (Name, _process, _requests, _counters) = (name, process, requests, counters);
    }

    public string Name { get; }

    public bool IsPeer => false;

    public IReadOnlyCollection<int> Processes => [_process.Id];

    /// <summary>Starts it on the server's processor.</summary>
    /// <param name="service">http or echo.</param>
    /// <param name="carrier">What it runs on: see its --on.</param>
    /// <param name="isAot">The published program rather than the built one.</param>
    /// <param name="size">Bytes of an answer's body, or of an echo.</param>
    /// <param name="options">Further ones.</param>
    public static async Task<ReactorServer> StartAsync(
        string service, string carrier, bool isAot, int size, params string[] options)
    {
        var body = size.ToString(CultureInfo.InvariantCulture);
        var start = Processors.ServerCommand(
            ReactorProgram.Find(isAot), [service, "--on", carrier, "--body", body, .. options]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? "";
        if (line.Split(' ') is not ["ready", var port])
            throw new InvalidOperationException($"perf/reactor did not come up: {line}");
        var url = new Uri($"http://127.0.0.1:{port}/fixed");
        var name = $"{carrier} {(isAot ? "AOT" : "JIT")}";
        return service == "echo"
            ? new(name, process, () => new EchoRequests(url, size), null)
            : new(name, process, () => new HttpRequests(url), carrier == "kestrel" ? null : Connect(url.Port));
    }

    public IRequests Requests(string container) => _requests();

    public long? ReadAllocated()
    {
        if (_counters is null) return null;
        _counters.Send("GET /counters HTTP/1.1\r\nHost: counters\r\n\r\n"u8);
        var buffer = new byte[1024];
        var text = Encoding.ASCII.GetString(buffer, 0, _counters.Receive(buffer));
        var value = text.Split('\n').Single(static l => l.StartsWith("shard ", StringComparison.Ordinal)).Split(' ')[1];
        return long.Parse(value, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _counters?.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }
}
