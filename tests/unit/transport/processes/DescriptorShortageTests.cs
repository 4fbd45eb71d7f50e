using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

using Basalt.Interop.Linux.Uring;

using Xunit;

namespace Basalt.Tests.Unit.Transport.Processes;

/// <summary>A process that may open few descriptors (RLIMIT_NOFILE), with more clients than that.</summary>
public sealed class DescriptorShortageTests
{
    private const int DescriptorsMax = 200;
    private const int ClientCount = 220;

    [Theory]
    [InlineData("uring")]
    [InlineData("sockets")]
    public async Task Without_descriptors_accepting_pauses_and_goes_on_as_clients_leave(string carrier)
    {
        await using var server = await StartAsync(carrier);
        var clients = await ConnectAsync(server);
        var counters = await server.EventuallyAsync(static c => c["shortages"] > 0);
        Assert.InRange(counters["open"], 1, DescriptorsMax);

        // Who is in is served on; who leaves makes room for those that wait, to the last.
        foreach (var client in clients)
        {
            await ReactorProcess.ExpectAnswerAsync(client);
            await ReactorProcess.AskAsync(client);
            client.Dispose();
        }

        counters = await server.EventuallyAsync(static c => c["open"] == 0);
        Assert.Equal(ClientCount, counters["Closed"]);
        Assert.Equal(ClientCount, counters["accepted"]);

        // It ran short as often as clients left, and said so once.
        Assert.True(counters["shortages"] > 1);
        var warning = Assert.Single(server.Warnings);
        Assert.Contains("RLIMIT_NOFILE is 200", warning, StringComparison.Ordinal);
        Assert.Contains("ulimit -n", warning, StringComparison.Ordinal);
        Assert.Equal(0, await server.StopAsync());
    }

    [Theory]
    [InlineData("uring")]
    [InlineData("sockets")]
    public async Task Waiting_for_descriptors_costs_no_processor(string carrier)
    {
        await using var server = await StartAsync(carrier);
        var clients = await ConnectAsync(server);
        await server.EventuallyAsync(static c => c["shortages"] > 0);
        var (time, started) = (server.ProcessorTime, TimeProvider.System.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        var share = (server.ProcessorTime - time) / TimeProvider.System.GetElapsedTime(started);

        // A loop would take a processor; looking ten times a second takes next to nothing.
        Assert.InRange(share, 0, 0.5);
        foreach (var client in clients) client.Dispose();
        Assert.Equal(0, await server.StopAsync());
    }

    [Theory]
    [InlineData("uring")]
    [InlineData("sockets")]
    public async Task A_limit_that_is_raised_meanwhile_lets_all_in(string carrier)
    {
        // .NET raises the soft limit to the hard one when it starts.
        await using var server = await StartAsync(carrier, DescriptorsMax * 10);
        await LimitAsync(server, DescriptorsMax);
        var clients = await ConnectAsync(server);
        await server.EventuallyAsync(static c => c["shortages"] > 0);
        await LimitAsync(server, DescriptorsMax * 10);
        foreach (var client in clients) await ReactorProcess.ExpectAnswerAsync(client);
        var counters = await server.ReadCountersAsync();
        Assert.Equal(ClientCount, counters["open"]);
        foreach (var client in clients) client.Dispose();
        Assert.Equal(0, await server.StopAsync());
    }

    private static async Task LimitAsync(ReactorProcess server, int limit)
    {
        var arguments = string.Create(CultureInfo.InvariantCulture, $"--pid {server.Id} --nofile={limit}:");
        using var prlimit = Process.Start("prlimit", arguments);
        await prlimit.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, prlimit.ExitCode);
    }

    private static Task<ReactorProcess> StartAsync(string carrier, int limit = DescriptorsMax)
    {
        Assert.SkipUnless(
            carrier != "uring" || IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        return ReactorProcess.StartAsync(
            string.Create(CultureInfo.InvariantCulture, $"ulimit -n {limit}"),
            "http", "--on", carrier, "--body", "10", "--patient", "yes");
    }

    /// <summary>Those that are not accepted wait in the kernel's backlog, connected all the same.</summary>
    private static async Task<List<Socket>> ConnectAsync(ReactorProcess server)
    {
        var clients = new List<Socket>();
        for (var i = 0; i < ClientCount; i++)
        {
            clients.Add(await server.ConnectAsync());
            await clients[i].SendAsync(ReactorProcess.Request, SocketFlags.None);
        }

        return clients;
    }
}
