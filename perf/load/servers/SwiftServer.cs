using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Basalt.Perf.Load.Requests;
using Basalt.Tests.Support.Processes;

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

    public IReadOnlyCollection<int> Processes { get; }

    public static async Task<SwiftServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("basalt-peer-").FullName;
        var script = Path.Combine(BuiltProgram.RepositoryRoot, "perf/peers/swift.sh");
        var process = Process.Start(new ProcessStartInfo("/bin/bash", [script, folder, $"{FreePort()}"])
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

    public IRequests Requests(string container) => new SwiftRequests(_storageUrl, _token, container);

    public async ValueTask DisposeAsync()
    {
        // SIGTERM, so that the script ends the servers it started.
        using (var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {_script.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await _script.WaitForExitAsync();
        _script.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The script takes this port and the next four, below those that the kernel hands out.</summary>
    private static int FreePort()
    {
        for (var port = 21000; port < 29000; port += 10)
        {
            if (Enumerable.Range(port, 5).All(IsFree))
            {
                return port;
            }
        }

        throw new InvalidOperationException("no five free ports in a row from 21000 to 29000");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
