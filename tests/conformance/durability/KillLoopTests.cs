using System.Net;
using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.Durability;

/// <summary>
/// kill -9 in the middle of uploads, again and again. After each restart all that was acknowledged is there and right,
/// and what was not acknowledged is wholly there or wholly absent.
/// </summary>
[Collection(nameof(Alone))]
public sealed class KillLoopTests
{
    private const int WriterCount = 8;
    private const string Container = "kill";

    /// <summary>From the start of `basalt up` to its being ready, the median of many. A few starts on a machine that
    /// does other work as well say nothing, so a smoke only reports them.</summary>
    private static readonly TimeSpan s_startMedianMax = TimeSpan.FromSeconds(2);

    /// <summary>From a death to the first answer after it: past this nothing comes any more.</summary>
    private static readonly TimeSpan s_restartMax = TimeSpan.FromSeconds(30);

    private readonly ITestOutputHelper _output;

    public KillLoopTests(ITestOutputHelper output) => _output = output;

    [Fact]
    public Task A_killed_node_loses_nothing_acknowledged() => LoopAsync(
        Scale.Of(smoke: 3, all: 50), seed: 11, static cloud => cloud.KillNodeAsync());

    [Fact]
    public Task A_killed_control_loses_nothing_and_its_node_is_adopted() => LoopAsync(
        Scale.Of(smoke: 3, all: 50), seed: 12, static cloud => cloud.RestartControlAsync());

    [Fact]
    public Task A_machine_that_dies_whole_loses_nothing_acknowledged() => LoopAsync(
        Scale.Of(smoke: 3, all: 25), seed: 13, static cloud => cloud.RestartAllAsync());

    private async Task LoopAsync(int rounds, int seed, Func<KillableCloud, Task> kill)
    {
        await using var cloud = await KillableCloud.StartAsync();
        var first = await cloud.LoginAsync();
        using var made = await first.SendAsync(HttpMethod.Put, $"/{Container}");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var random = new Random(seed);
        var writers = Enumerable.Range(0, WriterCount).Select(n => new Uploader(n, seed + n)).ToArray();
        for (var round = 1; round <= rounds; round++)
        {
            using var stop = new CancellationTokenSource();
            var face = await cloud.LoginAsync();
            var running = writers.Select(w => w.RunAsync(face, Container, stop.Token)).ToArray();
            var work = TimeSpan.FromMilliseconds(200 + random.Next(600));
            await Task.Delay(work, TimeProvider.System, TestContext.Current.CancellationToken);
            await kill(cloud);
            await stop.CancelAsync();
            await Task.WhenAll(running);

            var back = await cloud.WaitUntilServingAsync(s_restartMax);
            await VerifyAsync(await cloud.LoginAsync(), writers);
            var done = writers.Sum(static w => w.Acknowledged);
            _output.WriteLine($"round {round}: {done} acknowledged, back after {back.TotalMilliseconds:F0} ms");
        }

        var starts = cloud.Starts.Order().ToArray();
        if (starts.Length > 0)
        {
            var median = starts[starts.Length / 2];
            _output.WriteLine($"{starts.Length} starts, median {median.TotalMilliseconds:F0} ms");
            if (Scale.IsAll) Assert.InRange(median, TimeSpan.Zero, s_startMedianMax);
        }

        var total = writers.Sum(static w => w.Acknowledged);
        Assert.True(total > rounds * WriterCount, $"{total} requests are too few to prove anything");
    }

    private static async Task VerifyAsync(SwiftFace face, Uploader[] writers)
    {
        var listed = (await face.NamesAsync(Container)).ToHashSet();
        foreach (var (number, writer) in writers.Index())
        {
            foreach (var (key, history) in writer.Objects)
            {
                var state = await SeenAsync(face, number, key, history);
                var isThere = state != ObjectHistory.Absent;
                Assert.True(listed.Contains(key) == isThere, $"{key}: the listing and the object disagree");
                history.Observe(state);
            }
        }

        Assert.Empty(listed.Except(writers.SelectMany(static w => w.Objects.Keys)));
    }

    private static async Task<int> SeenAsync(SwiftFace face, int number, string key, ObjectHistory history)
    {
        using var response = await face.SendAsync(HttpMethod.Get, $"/{Container}/{key}");
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            Assert.True(history.Allowed.Contains(ObjectHistory.Absent), $"{key}: acknowledged, and lost");
            return ObjectHistory.Absent;
        }

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var state = history.Allowed.FirstOrDefault(
            s => s != ObjectHistory.Absent && bytes.AsSpan().SequenceEqual(Uploader.Bytes(number, s)), -1);
        Assert.True(
            state > 0, $"{key}: {bytes.Length} bytes, of none of the versions {string.Join(' ', history.Allowed)}");
        return state;
    }
}
