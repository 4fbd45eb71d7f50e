using System.Diagnostics;
using System.Globalization;
using Basalt.Perf.Load.Requests;

namespace Basalt.Perf.Load.Servers;

/// <summary>Debian's nginx with one static file, started by perf/peers/nginx.sh.</summary>
internal sealed class NginxServer : ILoadServer
{
    private readonly Process _script;
    private readonly string _folder;
    private readonly Uri _url;

    private NginxServer(Process script, string folder, Uri url, int process)
    {
        (_script, _folder, _url, Processes) = (script, folder, url, [process]);
    }

    public string Name => "nginx";

    public bool IsPeer => true;

    public IReadOnlyCollection<int> Processes { get; }

    public static async Task<NginxServer> StartAsync(int bodySize)
    {
        var folder = Directory.CreateTempSubdirectory("basalt-peer-").FullName;
        var script = Path.Combine(Repository.Root, "perf/peers/nginx.sh");
        var size = bodySize.ToString(CultureInfo.InvariantCulture);
        var port = FreePorts.Find(1).ToString(CultureInfo.InvariantCulture);
        var start = Processors.ServerCommand("/bin/bash", script, folder, port, size);
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? "";
        return line.Split(' ') is ["ready", var url, var id]
            ? new(process, folder, new Uri(url), int.Parse(id, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"perf/peers/nginx.sh did not come up: {line}");
    }

    public long? ReadAllocated() => null;

    public IRequests Requests(string container) => new HttpRequests(_url);

    public async ValueTask DisposeAsync()
    {
        await PeerScript.EndAsync(_script);
        Directory.Delete(_folder, recursive: true);
    }
}
