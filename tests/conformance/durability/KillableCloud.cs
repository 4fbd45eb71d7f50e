using System.Diagnostics;
using System.Globalization;
using Basalt.Tests.Conformance.Clients;
using Basalt.Tests.Support.Processes;
using Xunit;

namespace Basalt.Tests.Conformance.Durability;

/// <summary>A cloud whose processes are killed, and started again on the same directory.</summary>
internal sealed class KillableCloud : IAsyncDisposable
{
    private static readonly TimeSpan s_deathMax = TimeSpan.FromSeconds(5);

    private readonly Scratch _scratch;
    private readonly TimeProvider _clock = TimeProvider.System;
    private BasaltProcess _process;
    private CloudAccess _access;
    private HttpClient _http = CloudFixture.NewHttp();
    private readonly List<TimeSpan> _starts = [];
    private long _killed;

    private KillableCloud(BasaltProcess process, Scratch scratch)
    {
        (_process, _scratch, _access) = (process, scratch, CloudAccess.Of(process));
    }

    /// <summary>From the start of `basalt up` to its being ready, each time since the first.</summary>
    public IReadOnlyList<TimeSpan> Starts => _starts;

    /// <summary>The node of this moment; control starts another when one dies.</summary>
    public int NodeProcessId => int.Parse(
        File.ReadAllText(Path.Combine(_process.DataPath, "run", "node.pid")).Trim(), CultureInfo.InvariantCulture);

    public static async Task<KillableCloud> StartAsync()
    {
        var scratch = new Scratch();
        return new(await BasaltProcess.StartAsync(scratch["data"]), scratch);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
        _scratch.Dispose();
    }

    /// <summary>Logs in over connections that no killed process knows of.</summary>
    public Task<SwiftFace> LoginAsync()
    {
        _http.Dispose();
        _http = CloudFixture.NewHttp();
        return SwiftFace.LoginAsync(_http, _access);
    }

    /// <summary>kill -9 of the node; control starts another.</summary>
    public async Task KillNodeAsync()
    {
        var node = NodeProcessId;
        _killed = _clock.GetTimestamp();
        Kill(node);
        await Eventually.HoldsAsync(() => Task.FromResult(IsGone(node)), s_deathMax);
    }

    /// <summary>kill -9 of control, and a new control that adopts the node.</summary>
    public async Task RestartControlAsync()
    {
        var node = NodeProcessId;
        _killed = _clock.GetTimestamp();
        await _process.KillControlAsync();
        await StartAgainAsync();
        Assert.True(_process.Summary.GetProperty("is_node_adopted").GetBoolean(), "the node was not adopted");
        Assert.Equal(node, NodeProcessId);
    }

    /// <summary>kill -9 of both, control first so that it starts no other node, and both anew.</summary>
    public async Task RestartAllAsync()
    {
        var node = NodeProcessId;
        _killed = _clock.GetTimestamp();
        await _process.KillControlAsync();
        Kill(node);
        await Eventually.HoldsAsync(() => Task.FromResult(IsGone(node)), s_deathMax);
        await StartAgainAsync();
        Assert.False(_process.Summary.GetProperty("is_new").GetBoolean(), "the cloud was made anew");
    }

    /// <summary>Waits until a login and a request succeed; the time since the kill.</summary>
    public async Task<TimeSpan> WaitUntilServingAsync(TimeSpan limit)
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    var face = await LoginAsync();
                    using var response = await face.SendAsync(HttpMethod.Head, "");
                    return response.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            limit);
        return _clock.GetElapsedTime(_killed);
    }

    private async Task StartAgainAsync()
    {
        var started = _clock.GetTimestamp();
        _process = await BasaltProcess.StartAsync(_process.DataPath);
        _access = CloudAccess.Of(_process);
        _starts.Add(_clock.GetElapsedTime(started));
    }

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    /// <summary>Gone, or dead and not waited for yet (proc_pid_stat(5): the state follows the name).</summary>
    private static bool IsGone(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
