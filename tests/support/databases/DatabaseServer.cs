using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Basalt.Tests.Support.Databases;

/// <summary>A real database server of the distribution, on a loopback port and a directory of its own. It ends with
/// this process, however that ends.</summary>
public abstract class DatabaseServer : IDisposable
{
    private static readonly TimeSpan s_startMax = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    protected DatabaseServer()
    {
        if (!IsInstalled)
            throw new InvalidOperationException($"{GetType().Name}: not installed; `build.cs -- test` installs it");
        Port = FreePort();
        Folder = Directory.CreateTempSubdirectory("basalt-database-").FullName;
        Prepare();
        _process = Start(Command());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        WaitUntilUp();
    }

    public int Port { get; }

    /// <summary>Removed at the end, with all that was stored.</summary>
    protected string Folder { get; }

    /// <summary>How to reach a database of this name; made if it is not there.</summary>
    public abstract string Connect(string database);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (!_process.HasExited) _process.StandardInput.Close();
        _process.WaitForExit();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    protected abstract bool IsInstalled { get; }

    /// <summary>Makes the data directory.</summary>
    protected abstract void Prepare();

    /// <summary>The server's program and its arguments.</summary>
    protected abstract string[] Command();

    protected abstract bool IsUp();

    protected static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)}: {output.Result}{error}");
    }

    private static Process Start(string[] command)
    {
        // Our end of its input closes when this process is gone, however that ends; then the server goes, too.
        const string Tied = "\"$@\" </dev/null & cat >/dev/null; kill -9 $!";
        var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Tied, "sh", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void WaitUntilUp()
    {
        for (var startedAt = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(startedAt) < s_startMax;)
        {
            if (_process.HasExited) break;
            if (IsUp()) return;
            Task.Delay(50).Wait();
        }

        throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"{GetType().Name} did not come up on port {Port}"));
    }
}
