using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

using Basalt.Interop.Linux.Uring;

using Xunit;

namespace Basalt.Tests.Unit.Transport.Processes;

/// <summary>Peers that are processes, and stand still (SIGSTOP) or are killed while they send or receive.</summary>
public sealed class StoppedPeerTests : IDisposable
{
    private const int BodySize = 100_000;

    /// <summary>Answers to a receiver's requests: more than the kernels of both sides hold.</summary>
    private const int RequestCount = 2_000;

    /// <summary>In bash, descriptor 3 being the connection.</summary>
    private const string Send
        = "printf 'POST / HTTP/1.1\\r\\nHost: peer\\r\\nContent-Length: 100000000000\\r\\n\\r\\n' >&3; "
        + "head -c 1000000 /dev/zero >&3; ";

    private const string Receive = "cat \"$1\" >&3; head -c 1000 <&3 >/dev/null; ";
    private const string Stop = "kill -STOP $$; ";
    private const string SendOn = "exec cat /dev/zero >&3";
    private const string ReceiveOn = "exec cat <&3 >/dev/null";

    private readonly string _requests = Path.GetTempFileName();
    private readonly string _file = Path.GetTempFileName();
    private readonly List<Process> _peers = [];

    public StoppedPeerTests()
    {
        File.WriteAllText(
            _requests, string.Concat(Enumerable.Repeat("GET / HTTP/1.1\r\nHost: peer\r\n\r\n", RequestCount)));
        File.WriteAllBytes(_file, new byte[4096]);
    }

    public void Dispose()
    {
        foreach (var peer in _peers) End(peer);
        File.Delete(_requests);
        File.Delete(_file);
    }

    [Theory]
    [InlineData("uring")]
    [InlineData("sockets")]
    public async Task A_stopped_peer_is_cut_off_by_name_while_others_are_served(string carrier)
    {
        await using var server = await StartAsync(carrier, "--hasty", "yes");
        var before = await server.ReadCountersAsync();
        Start(server, Send + Stop + SendOn);
        Start(server, Receive + Stop + ReceiveOn);
        using (var other = await server.ConnectAsync())
        {
            var counters = await server.EventuallyAsync(static c => c["open"] == 3);
            while (counters["open"] > 1)
            {
                await AskAsync(other);
                counters = await server.ReadCountersAsync();
            }

            Assert.Equal(1, counters["SlowSender"]);
            Assert.Equal(1, counters["SlowReader"]);
        }

        await ExpectNothingLeftAsync(server, before);
    }

    [Theory]
    [InlineData("uring", false)]
    [InlineData("uring", true)]
    [InlineData("sockets", false)]
    [InlineData("sockets", true)]
    public async Task A_killed_peer_leaves_nothing(string carrier, bool isStoppedBefore)
    {
        await using var server = await StartAsync(carrier, "--patient", "yes");
        var before = await server.ReadCountersAsync();
        var stop = isStoppedBefore ? Stop : "";
        for (var i = 0; i < 4; i++)
        {
            Start(server, Send + stop + SendOn);
            Start(server, Receive + stop + ReceiveOn);
        }

        using (var other = await server.ConnectAsync())
        {
            await server.EventuallyAsync(static c => c["received"] > 4_000_000 && c["sent"] > 4_000_000);
            foreach (var peer in _peers) End(peer);
            await AskAsync(other);
            await server.EventuallyAsync(static c => c["open"] == 1);
            await AskAsync(other);
        }

        var after = await ExpectNothingLeftAsync(server, before);
        Assert.Equal(9, after.GetValueOrDefault("Reset") + after.GetValueOrDefault("Closed"));
    }

    private static async Task<Dictionary<string, long>> ExpectNothingLeftAsync(
        ReactorProcess server, Dictionary<string, long> before)
    {
        string[] held = ["open", "blocks", "buffers", "files", "operations", "timers"];
        var after = await server.EventuallyAsync(counters => held.All(name => counters[name] == before[name]));
        Assert.Equal(0, after["stale"]);
        Assert.Empty(server.Warnings);
        Assert.Equal(0, await server.StopAsync());
        return after;
    }

    private static async Task AskAsync(Socket client)
    {
        await client.SendAsync(ReactorProcess.Request, SocketFlags.None);
        await ReactorProcess.ReceiveAsync(client, BodySize);
    }

    private static void End(Process peer)
    {
        if (!peer.HasExited) peer.Kill();
        peer.WaitForExit();
    }

    private Task<ReactorProcess> StartAsync(string carrier, params string[] options)
    {
        Assert.SkipUnless(
            carrier != "uring" || IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        return ReactorProcess.StartAsync(
            "true",
            [
                "http", "--on", carrier, "--body", BodySize.ToString(CultureInfo.InvariantCulture), "--file", _file,
                .. options,
            ]);
    }

    private void Start(ReactorProcess server, string script)
    {
        var port = server.Address.Port.ToString(CultureInfo.InvariantCulture);
        _peers.Add(Process.Start("bash", ["-c", $"exec 3<>/dev/tcp/127.0.0.1/{port}; {script}", "peer", _requests]));
    }
}
