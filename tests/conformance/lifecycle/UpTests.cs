using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Basalt.Tests.Support.Processes;
using Xunit;

namespace Basalt.Tests.Conformance.Lifecycle;

/// <summary><c>basalt up</c> and <c>down</c>, as a person or a script meets them.</summary>
public sealed class UpTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_cloud_lets_its_admin_in_and_keeps_its_secrets()
    {
        await using var cloud = await BasaltProcess.StartAsync(cancellation: Cancellation);
        using var client = new CloudClient(cloud);

        var token = await client.AuthenticateAsync(Cancellation);
        var catalog = await client.ReadCatalogAsync(token, Cancellation);

        Assert.True(cloud.Summary.GetProperty("is_new").GetBoolean());
        var types = catalog.EnumerateArray().Select(service => service.GetProperty("type").GetString());
        Assert.Equal(["identity", "object-store"], types.Order());
        Assert.All(
            ["clouds.yaml", "openrc", "aws-credentials", "control/admin-password", "control/basalt.db"],
            name => Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(cloud.DataPath, name))));
        Assert.DoesNotContain(client.Environment["OS_PASSWORD"], cloud.Summary.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            client.Environment["OS_PASSWORD"],
            await File.ReadAllTextAsync(cloud.LogPath, Cancellation),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_finds_everything_again()
    {
        await using var first = await BasaltProcess.StartAsync(cancellation: Cancellation);
        using var before = new CloudClient(first);
        var body = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31 >> 3)).ToArray();
        var token = await before.AuthenticateAsync(Cancellation);
        Assert.Equal(HttpStatusCode.Created, await before.PutAsync(token, "box", [], Cancellation));
        Assert.Equal(HttpStatusCode.Created, await before.PutAsync(token, "box/thing", body, Cancellation));
        Assert.Equal(0, await first.StopAsync());

        await using var second = await BasaltProcess.StartAsync(first.DataPath, cancellation: Cancellation);
        using var after = new CloudClient(second);

        Assert.False(second.Summary.GetProperty("is_new").GetBoolean());
        Assert.Equal(before.Environment["OS_PASSWORD"], after.Environment["OS_PASSWORD"]);
        Assert.Equal(body, await after.GetAsync(token, "box/thing", Cancellation));
    }

    [Fact]
    public async Task A_second_instance_on_the_same_directory_is_refused_by_name()
    {
        await using var cloud = await BasaltProcess.StartAsync(cancellation: Cancellation);

        var result = await BasaltProcess.RunAsync(["up", "--data", cloud.DataPath, "--json"], Cancellation);

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains($"process {cloud.ControlProcessId}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_stops_both_and_says_so_and_has_nothing_to_do_then()
    {
        await using var cloud = await BasaltProcess.StartAsync(cancellation: Cancellation);

        var first = await BasaltProcess.RunAsync(["down", "--data", cloud.DataPath], Cancellation);
        var second = await BasaltProcess.RunAsync(["down", "--data", cloud.DataPath], Cancellation);

        Assert.Equal(0, first.ExitCode);
        Assert.Contains($"Stopped control (process {cloud.ControlProcessId})", first.Output, StringComparison.Ordinal);
        Assert.Contains($"the node (process {cloud.NodeProcessId})", first.Output, StringComparison.Ordinal);
        Assert.Equal(0, await cloud.StopAsync());
        Assert.False(Directory.Exists($"/proc/{cloud.NodeProcessId}"));
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("Nothing runs", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_readiness_and_metrics_are_served_by_both()
    {
        await using var cloud = await BasaltProcess.StartAsync(cancellation: Cancellation);
        using var client = new CloudClient(cloud);

        foreach (var monitor in (Uri[])[cloud.MonitorControlUrl, cloud.MonitorNodeUrl])
        {
            Assert.Equal("ok\n", await client.ReadAsync(new Uri(monitor, "healthz"), Cancellation));
            Assert.Equal("ready\n", await client.ReadAsync(new Uri(monitor, "readyz"), Cancellation));
            var metrics = await client.ReadAsync(new Uri(monitor, "metrics"), Cancellation);
            Assert.Contains("dotnet_gc_collections_total", metrics, StringComparison.Ordinal);
            Assert.Contains("basalt_", metrics, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_the_way_out()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var port = ((IPEndPoint)occupant.LocalEndpoint).Port;
        var data = Directory.CreateTempSubdirectory("basalt-");

        foreach (var flag in (string[])["--identity-port", "--object-port", "--monitor-control-port"])
        {
            string[] free = ["--identity-port", "--object-port", "--monitor-control-port", "--monitor-node-port"];
            var ports = free.Where(name => name != flag).SelectMany(name => (string[])[name, "0"]);
            var result = await BasaltProcess.RunAsync(
                ["up", "--data", data.FullName, flag, $"{port}", .. ports], Cancellation);

            Assert.Equal(1, result.ExitCode);
            Assert.Contains($"port {port}", result.Error, StringComparison.Ordinal);
            Assert.Contains("--port-offset", result.Error, StringComparison.Ordinal);
        }

        data.Delete(recursive: true);
    }

    [Fact]
    public async Task The_way_out_of_a_port_in_use_is_free_itself()
    {
        var (first, second) = ListenOnTwo(distance: 1000);
        using (first)
        using (second)
        {
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            var data = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

            // Given an offset of 1000 already, with that port and the one 1000 above taken.
            var result = await BasaltProcess.RunAsync(
                [
                    "up", "--data", data, "--identity-port", $"{port - 1000}", "--port-offset", "1000",
                    "--object-port", "0", "--monitor-control-port", "0", "--monitor-node-port", "0",
                ],
                Cancellation);

            Assert.Equal(1, result.ExitCode);
            var offered = int.Parse(
                result.Error[(result.Error.LastIndexOf(' ') + 1)..], NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture);
            Assert.InRange(offered, 3000, 60_000);
            Assert.False(Directory.Exists(data));
        }
    }

    [Fact]
    public async Task A_wrong_configuration_file_is_refused_with_its_place()
    {
        var data = Directory.CreateTempSubdirectory("basalt-");
        var file = Path.Combine(data.FullName, "basalt.toml");
        await File.WriteAllTextAsync(file, "[cloud]\nregoin = \"north\"\n", Cancellation);

        var result = await BasaltProcess.RunAsync(["up", "--data", data.FullName], Cancellation);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{file}:2:1: unknown key 'cloud.regoin'; did you mean 'cloud.region'?", result.Error,
            StringComparison.Ordinal);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_pool_size_that_cannot_be_is_named_and_leaves_nothing_in_the_way()
    {
        var folder = Directory.CreateTempSubdirectory("basalt-");
        var data = Path.Combine(folder.FullName, "data");

        var tooSmall = await BasaltProcess.RunAsync(["up", "--data", data, "--pool-size", "100MiB"], Cancellation);

        Assert.Equal(2, tooSmall.ExitCode);
        Assert.Equal(
            "basalt: --pool-size: pool.size (--pool-size) is 100MiB, but a pool has at least 224 MiB\n",
            tooSmall.Error);
        Assert.False(Directory.Exists(data));

        string[] free = ["--identity-port", "--object-port", "--monitor-control-port", "--monitor-node-port"];
        var ports = free.SelectMany(name => (string[])[name, "0"]);
        var tooLarge = await BasaltProcess.RunAsync(
            ["up", "--data", data, "--pool-size", "4000000TiB", .. ports], Cancellation);

        Assert.Equal(1, tooLarge.ExitCode);
        Assert.Contains("pool.size (--pool-size)", tooLarge.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", tooLarge.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(data, "node", "pool")));

        await using (await BasaltProcess.StartAsync(data, ["--pool-size", "224MiB"], cancellation: Cancellation))
            Assert.Equal(224L << 20, new FileInfo(Path.Combine(data, "node", "pool")).Length);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Plain_http_for_others_has_to_be_insisted_on()
    {
        var data = Directory.CreateTempSubdirectory("basalt-");

        var result = await BasaltProcess.RunAsync(["up", "--data", data.FullName, "--bind", "0.0.0.0"], Cancellation);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--insecure-http", result.Error, StringComparison.Ordinal);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_self_signed_cloud_is_trusted_by_its_own_authority_alone()
    {
        await using var cloud = await BasaltProcess.StartAsync(
            arguments: ["--bind", "0.0.0.0", "--public-host", "localhost", "--tls-self-signed"],
            cancellation: Cancellation);
        using var handler = AuthorityTrust.CreateHandler(Path.Combine(cloud.DataPath, "ca.pem"));
        using var client = new CloudClient(cloud, handler);
        using var stranger = new CloudClient(cloud);

        var token = await client.AuthenticateAsync(Cancellation);

        Assert.Equal(Path.Combine(cloud.DataPath, "ca.pem"), client.Environment["OS_CACERT"]);
        Assert.Equal(HttpStatusCode.Created, await client.PutAsync(token, "box", [], Cancellation));
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.AuthenticateAsync(Cancellation));
    }

    [Fact]
    public async Task Explained_configuration_is_a_configuration_file()
    {
        var data = Directory.CreateTempSubdirectory("basalt-");
        var explained = await BasaltProcess.RunAsync(["config", "--explain"], Cancellation);
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "basalt.toml"), explained.Output, Cancellation);

        var result = await BasaltProcess.RunAsync(["config", "--data", data.FullName], Cancellation);

        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        data.Delete(recursive: true);
    }

    /// <summary>On two ports that far apart, with room for a third.</summary>
    private static (TcpListener First, TcpListener Second) ListenOnTwo(int distance)
    {
        while (true)
        {
            var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            try
            {
                if (port + (2 * distance) <= IPEndPoint.MaxPort)
                {
                    var second = new TcpListener(IPAddress.Loopback, port + distance);
                    second.Start();
                    return (first, second);
                }
            }
            catch (SocketException)
            {
                // Somebody else's: other two are tried.
            }

            first.Dispose();
        }
    }
}
