using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Basalt.Tests.Conformance.Durability;
using Basalt.Tests.Support.Processes;
using Xunit;

namespace Basalt.Tests.Conformance.Lifecycle;

/// <summary>What becomes of a cloud whose processes are killed.</summary>
[Collection(nameof(Alone))]
public sealed class FailureTests
{
    /// <summary>Two seconds are the aim and reported; a machine that does other work as well is given more.</summary>
    private static readonly TimeSpan RestartMax = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_node_is_soon_back_where_clients_know_it()
    {
        await using var cloud = await BasaltProcess.StartAsync(cancellation: Cancellation);
        using var client = new CloudClient(cloud);
        var token = await client.AuthenticateAsync(Cancellation);
        await client.PutAsync(token, "box", [], Cancellation);
        await client.PutAsync(token, "box/before", [1, 2, 3], Cancellation);

        var killedAt = TimeProvider.System.GetTimestamp();
        cloud.KillNode();
        await UntilAsync(async () =>
            await client.PutAsync(token, "box/after", [4, 5, 6], Cancellation) == HttpStatusCode.Created);

        var took = TimeProvider.System.GetElapsedTime(killedAt);
        TestContext.Current.SendDiagnosticMessage("back after {0}", took);
        Assert.InRange(took, TimeSpan.Zero, RestartMax);
        Assert.Equal([1, 2, 3], await client.GetAsync(token, "box/before", Cancellation));
    }

    [Fact]
    public async Task A_node_goes_on_without_control_and_the_next_control_adopts_it()
    {
        await using var first = await BasaltProcess.StartAsync(cancellation: Cancellation);
        using var client = new CloudClient(first);
        var token = await client.AuthenticateAsync(Cancellation);
        await client.PutAsync(token, "box", [], Cancellation);
        await client.PutAsync(token, "box/thing", [1, 2, 3], Cancellation);

        await first.KillControlAsync();

        Assert.Equal(HttpStatusCode.Created, await client.PutAsync(token, "box/alone", [4], Cancellation));
        await using var second = await BasaltProcess.StartAsync(first.DataPath, cancellation: Cancellation);
        Assert.True(second.Summary.GetProperty("is_node_adopted").GetBoolean());
        Assert.Equal(first.NodeProcessId, second.NodeProcessId);
        Assert.Equal(first.SwiftUrl, second.SwiftUrl);
        Assert.Equal([1, 2, 3], await client.GetAsync(token, "box/thing", Cancellation));
        Assert.Equal([4], await client.GetAsync(token, "box/alone", Cancellation));
    }

    [Fact]
    public async Task A_start_that_fails_leaves_a_node_that_went_on_alone()
    {
        await using var cloud = await BasaltProcess.StartAsync(cancellation: Cancellation);
        await cloud.KillControlAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var failed = await BasaltProcess.RunAsync(
            [
                "up", "--data", cloud.DataPath, "--identity-port", "0", "--object-port", "0",
                "--monitor-node-port", "0", "--monitor-control-port", taken,
            ],
            Cancellation);

        Assert.NotEqual(0, failed.ExitCode);
        Assert.Contains("in use", failed.Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists($"/proc/{cloud.NodeProcessId}"), "the node was stopped");
        await BasaltProcess.RunAsync(["down", "--data", cloud.DataPath], Cancellation);
    }

    [Fact]
    public async Task A_pool_too_small_is_refused_with_the_size_that_would_do()
    {
        var scratch = Directory.CreateTempSubdirectory("basalt-small-").FullName;
        var refused = await BasaltProcess.RunAsync(
            [
                "up", "--data", Path.Combine(scratch, "data"), "--pool-size", "64MiB", "--identity-port", "0",
                "--object-port", "0", "--monitor-node-port", "0", "--monitor-control-port", "0",
            ],
            Cancellation);
        Directory.Delete(scratch, recursive: true);

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("224 MiB", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_also_stops_a_node_left_behind()
    {
        await using var cloud = await BasaltProcess.StartAsync(cancellation: Cancellation);
        await cloud.KillControlAsync();
        Assert.True(Directory.Exists($"/proc/{cloud.NodeProcessId}"));

        var result = await BasaltProcess.RunAsync(["down", "--data", cloud.DataPath], Cancellation);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"Stopped node (process {cloud.NodeProcessId})", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_refused_by_the_node_within_a_second()
    {
        await using var cloud = await BasaltProcess.StartAsync(cancellation: Cancellation);
        using var client = new CloudClient(cloud);
        var token = await client.AuthenticateAsync(Cancellation);
        Assert.Equal(HttpStatusCode.Created, await client.PutAsync(token, "box", [], Cancellation));

        await client.RevokeAsync(token, Cancellation);
        var revokedAt = TimeProvider.System.GetTimestamp();
        await UntilAsync(async () =>
            await client.PutAsync(token, "box", [], Cancellation) == HttpStatusCode.Unauthorized);

        Assert.InRange(TimeProvider.System.GetElapsedTime(revokedAt), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>Tries until it is so; a connection refused meanwhile is part of the trying.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            try
            {
                if (await condition()) return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
