using System.Diagnostics;
using System.Globalization;
using Basalt.Perf.Load.Requests;

namespace Basalt.Perf.Load.Servers;

/// <summary>Debian's OpenStack Swift, started by perf/peers/swift.sh.</summary>
internal sealed class SwiftServer : ILoadServer
{
    private readonly Process _script;
    private readonly string _folder;
    private readonly Uri _storageUrl;
    private readonly string _token;

    private SwiftServer(Process script, string folder, Uri storageUrl, string token, int[] processes)
    {
        (_script, _folder, _storageUrl, _token, Processes) = (script, folder, storageUrl, token, processes);
    }

    public string Name => "Debian's Swift";

    public bool IsPeer => true;

    public IReadOnlyCollection<int> Processes { get; }

    public static async Task<SwiftServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("basalt-peer-").FullName;
        var script = Path.Combine(Repository.Root, "perf/peers/swift.sh");
        var process = Process.Start(new ProcessStartInfo("/bin/bash", [script, folder, $"{FreePorts.Find(5)}"])
        {
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? "";
        if (line.Split(' ') is not ["ready", var url, var token, .. var ids])
        {
            throw new InvalidOperationException($"perf/peers/swift.sh did not come up: {line}");
        }

        var processes = ids.Select(static id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray();
        return new(process, folder, new Uri(url), token, processes);
    }

    public long? ReadAllocated() => null;

    public IRequests Requests(string container) => new SwiftRequests(_storageUrl, _token, container);

    public async ValueTask DisposeAsync()
    {
        await PeerScript.EndAsync(_script);
        Directory.Delete(_folder, recursive: true);
    }
}
