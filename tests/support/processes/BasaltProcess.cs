using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Basalt.Tests.Support.Processes;

/// <summary>
/// The built <c>basalt up --json</c> as a real process, on free ports, in a data directory of its own. Disposing stops
/// it
/// and removes the directory, unless the directory was given.
/// </summary>
public sealed class BasaltProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWaitMax = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan StopWaitMax = TimeSpan.FromSeconds(40);

    private static readonly string[] FreePorts =
        ["--identity-port", "0", "--object-port", "0", "--monitor-control-port", "0", "--monitor-node-port", "0"];

    private readonly Process _process;
    private readonly bool _isOwner;

    private BasaltProcess(Process process, string dataPath, bool isOwner, JsonElement summary)
    {
        (_process, DataPath, _isOwner, Summary) = (process, dataPath, isOwner, summary);
    }

    public string DataPath { get; }

    /// <summary>What it printed when it was ready.</summary>
    public JsonElement Summary { get; }

    public int ControlProcessId => _process.Id;

    public int NodeProcessId => Summary.GetProperty("node_process_id").GetInt32();

    public string Region => Summary.GetProperty("region").GetString()!;

    /// <summary>Keystone's address, up to and with /v3.</summary>
    public Uri IdentityUrl => Endpoint("identity");

    /// <summary>The admin project's Swift account.</summary>
    public Uri SwiftUrl => Endpoint("object");

    public Uri S3Url => Endpoint("s3");

    public Uri MonitorControlUrl => Endpoint("monitor_control");

    public Uri MonitorNodeUrl => Endpoint("monitor_node");

    /// <summary>Everything both processes logged, since the first start on this directory.</summary>
    public string LogPath => LogPathOf(DataPath);

    /// <summary>Starts a cloud and waits until it is ready. Throws with the log's end if it does not become
    /// so.</summary>
    /// <param name="dataPath">An existing cloud's directory; null: a new one, which is removed afterwards.</param>
    /// <param name="arguments">Further arguments of <c>basalt up</c>.</param>
    /// <param name="refused">What the kernel refuses to its processes; null: nothing.</param>
    /// <param name="cancellation">Ends the waiting, and the process.</param>
    public static async Task<BasaltProcess> StartAsync(
        string? dataPath = null,
        IEnumerable<string>? arguments = null,
        RefusedCall? refused = null,
        CancellationToken cancellation = default)
    {
        var path = dataPath ?? Directory.CreateTempSubdirectory("basalt-").FullName;
        var data = dataPath ?? Path.Combine(path, "data");
        var process = Launch(data, arguments ?? [], refused);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ReadyWaitMax);
        try
        {
            // Nothing comes before the summary; the end of the stream is the end of the process.
            var line = await process.StandardOutput.ReadLineAsync(patience.Token);
            if (line is null)
            {
                await process.WaitForExitAsync(patience.Token);
                throw new InvalidOperationException($"basalt up ended with {process.ExitCode} before it was ready");
            }

            using var summary = JsonDocument.Parse(line);
            return new BasaltProcess(process, data, dataPath is null, summary.RootElement.Clone());
        }
        catch (Exception error)
        {
            process.Kill();
            throw new InvalidOperationException($"basalt up is not ready: {error.Message}\n{ReadLogEnd(data)}", error);
        }
    }

    /// <summary>Starts a <c>basalt</c> verb and waits for its end.</summary>
    public static async Task<BasaltResult> RunAsync(
        IEnumerable<string> arguments, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(BuiltProgram.Basalt)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new BasaltResult(process.ExitCode, await output, await error);
    }

    /// <summary>As <c>kill -9</c>, of control alone: the node goes on.</summary>
    public async Task KillControlAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends SIGTERM to control, waits for its end, and answers its exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            var pid = _process.Id.ToString(CultureInfo.InvariantCulture);
            using var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {pid}"]);
            await kill.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(StopWaitMax);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>As <c>kill -9</c>, of the node alone.</summary>
    public void KillNode()
    {
        using var node = Process.GetProcessById(NodeProcessId);
        node.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        // Also stops a node that was left alone.
        await RunAsync(["down", "--data", DataPath]);
        _process.Dispose();
        if (_isOwner) Directory.Delete(Path.GetDirectoryName(DataPath)!, recursive: true);
    }

    private static Process Launch(string data, IEnumerable<string> arguments, RefusedCall? refused)
    {
        // The log goes to a file: a pipe would stay open in the hands of a node that outlives control.
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        string[] all =
        [
            "-c", "log=$1; shift; exec \"$0\" \"$@\" 2>>\"$log\"", BuiltProgram.Basalt, LogPathOf(data),
            "up", "--data", data, "--json", "--log-format", "json", .. FreePorts, .. arguments,
        ];
        foreach (var argument in all) start.ArgumentList.Add(argument);
        return refused is null ? Process.Start(start)! : refused.Start(start);
    }

    private static string LogPathOf(string data) => data.TrimEnd('/') + ".log";

    private static string ReadLogEnd(string data)
        => File.Exists(LogPathOf(data)) ? string.Join('\n', File.ReadLines(LogPathOf(data)).TakeLast(30)) : "(no log)";

    private Uri Endpoint(string name) => new(Summary.GetProperty("endpoints").GetProperty(name).GetString()!);
}
