using System.Globalization;
using Basalt.Tests.Support.Processes;
using Xunit;

namespace Basalt.Tests.Conformance.Lifecycle;

/// <summary>How long a start may take, and how much an idle cloud may hold.</summary>
public sealed class BudgetTests
{
    private const long IdleSizeMax = 250L * 1024 * 1024;

    private static readonly TimeSpan FirstTokenMax = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LaterTokenMax = TimeSpan.FromSeconds(3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_token_comes_soon_and_sooner_at_the_second_start()
    {
        var first = await MeasureAsync(null);
        await using var firstCloud = first.Cloud;
        await firstCloud.StopAsync();
        var second = await MeasureAsync(firstCloud.DataPath);
        await using var secondCloud = second.Cloud;

        TestContext.Current.SendDiagnosticMessage(
            "token after {0} ms, then {1} ms", first.Took.TotalMilliseconds, second.Took.TotalMilliseconds);
        Assert.InRange(first.Took, TimeSpan.Zero, FirstTokenMax);
        Assert.InRange(second.Took, TimeSpan.Zero, LaterTokenMax);
    }

    [Fact]
    public async Task An_idle_cloud_is_small()
    {
        await using var cloud = await BasaltProcess.StartAsync(cancellation: Cancellation);
        // The budget is for five seconds after ready: that long is the claim, not a wait for something.
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, Cancellation);

        var size = ReadResidentSize(cloud.ControlProcessId) + ReadResidentSize(cloud.NodeProcessId);

        TestContext.Current.SendDiagnosticMessage("idle: {0} MiB", size >> 20);
        Assert.InRange(size, 1, IdleSizeMax);
    }

    private static async Task<(BasaltProcess Cloud, TimeSpan Took)> MeasureAsync(string? dataPath)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var cloud = await BasaltProcess.StartAsync(dataPath, cancellation: Cancellation);
        using var client = new CloudClient(cloud);
        await client.AuthenticateAsync(Cancellation);
        return (cloud, TimeProvider.System.GetElapsedTime(startedAt));
    }

    private static long ReadResidentSize(int processId)
    {
        // proc(5): "VmRSS:     12345 kB".
        var line = File.ReadLines($"/proc/{processId}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(words[1], CultureInfo.InvariantCulture) * 1024;
    }
}
