using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Basalt.Interop.Linux.Uring;
using Basalt.Tests.Support.Processes;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

/// <summary>A process that may open few descriptors (RLIMIT_NOFILE), with more clients than that.</summary>
public sealed class DescriptorShortageTests
{
    private const int DescriptorsMax = 180;
    private const int ClientCount = 200;

    private static readonly byte[] s_request = "GET / HTTP/1.1\r\nHost: test\r\n\r\n"u8.ToArray();

    [Theory]
    [InlineData("uring")]
    [InlineData("sockets")]
    public async Task Without_descriptors_accepting_pauses_and_goes_on(string carrier)
    {
        Assert.SkipUnless(carrier != "uring" || IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        var program = Path.Combine(
            BuiltProgram.RepositoryRoot, "perf/reactor/bin",
            AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug",
            "net10.0/Basalt.Perf.Reactor");
        Assert.SkipUnless(File.Exists(program), "perf/reactor is not built");
        var command = string.Create(
            CultureInfo.InvariantCulture,
            $"ulimit -n {DescriptorsMax}; exec '{program}' http --on {carrier} --body 10");
        using var server = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        try
        {
            var ready = (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
            var port = int.Parse(ready.Split(' ')[1], CultureInfo.InvariantCulture);
            await ExhaustAsync(server, new IPEndPoint(IPAddress.Loopback, port));
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync(CancellationToken.None);
        }

        Assert.Equal(0, server.ExitCode);

        // Each time that it runs short anew it says so again, and nothing else.
        while (await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            Assert.Contains("ulimit -n", line, StringComparison.Ordinal);
    }

    private static async Task ExhaustAsync(Process server, IPEndPoint address)
    {
        var clients = new List<Socket>();
        for (var i = 0; i < ClientCount; i++)
        {
            // Those that are not accepted wait in the kernel's backlog, connected all the same.
            clients.Add(new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
            await clients[i].ConnectAsync(address);
            await clients[i].SendAsync(s_request, SocketFlags.None);
        }

        var warning = await server.StandardError.ReadLineAsync();
        Assert.Contains("ulimit -n", warning, StringComparison.Ordinal);

        // Who is in is served on; who leaves makes room for those that wait, to the last.
        foreach (var client in clients)
        {
            await ExpectAnswerAsync(client);
            await client.SendAsync(s_request, SocketFlags.None);
            await ExpectAnswerAsync(client);
            client.Dispose();
        }
    }

    private static async Task ExpectAnswerAsync(Socket client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        var buffer = new byte[1024];
        var size = await client.ReceiveAsync(buffer, SocketFlags.None, patience.Token);
        var answer = System.Text.Encoding.ASCII.GetString(buffer, 0, size);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }
}
