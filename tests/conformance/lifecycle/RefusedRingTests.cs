using System.Net;
using System.Text.Json;
using Basalt.Interop.Linux;
using Basalt.Tests.Support.Processes;
using Xunit;

namespace Basalt.Tests.Conformance.Lifecycle;

/// <summary>A cloud on a kernel that refuses io_uring, as most containers' profiles do.</summary>
public sealed class RefusedRingTests
{
    private const string Mending = "sysctl -w kernel.io_uring_disabled=0";

    private static readonly RefusedCall s_ring = new(RefusedCall.RingSetup, Errno.EPERM);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_are_served_and_one_warning_says_what_mends_it()
    {
        Assert.SkipUnless(RefusedCall.IsPossible, "this kernel takes no seccomp filter");
        await using var cloud = await BasaltProcess.StartAsync(cancellation: Cancellation, refused: s_ring);
        using var client = new CloudClient(cloud);
        var token = await client.AuthenticateAsync(Cancellation);
        await client.PutAsync(token, "box", [], Cancellation);
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        Assert.Equal(HttpStatusCode.Created, await client.PutAsync(token, "box/thing", content, Cancellation));
        Assert.Equal(content, await client.GetAsync(token, "box/thing", Cancellation));
        Assert.Contains(Mending, Assert.Single(Warnings(cloud.LogPath)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cloud_whose_device_must_be_a_ring_does_not_start()
    {
        Assert.SkipUnless(RefusedCall.IsPossible, "this kernel takes no seccomp filter");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => BasaltProcess.StartAsync(
            arguments: ["--pool-device", "uring"], cancellation: Cancellation, refused: s_ring));
        Assert.Contains("ended with 1 before it was ready", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Mending, failure.Message, StringComparison.Ordinal);
    }

    private static List<string> Warnings(string path) => File.ReadLines(path)
        .Where(static line => line.Contains("\"Warning\"", StringComparison.Ordinal))
        .Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString()!)
        .ToList();
}
