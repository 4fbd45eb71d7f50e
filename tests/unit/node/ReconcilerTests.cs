using Basalt.Contract.Node.V1;
using Basalt.Node.Session;
using Basalt.Node;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Basalt.Tests.Unit.Node;

public sealed class ReconcilerTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("basalt-");
    private readonly CancellationTokenSource _stop = new();
    private readonly Workload _workload = new();

    private DesiredStateFile File => new(
        Path.Combine(_directory.FullName, "desired-state"), NullLogger<DesiredStateFile>.Instance);

    public void Dispose()
    {
        _stop.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_desired_is_kept_on_disk_and_applied()
    {
        var reconciler = Create();
        var running = reconciler.RunAsync(_stop.Token);
        Assert.False(reconciler.IsReady);

        reconciler.Desire(new DesiredState { Generation = 7 });
        await UntilAsync(reconciler, () => reconciler.Observe() is { Ready: true, AppliedGeneration: 7 });

        Assert.Equal(7u, File.TryRead()!.Generation);
        await StopAsync(running);
    }

    [Fact]
    public async Task Started_without_control_it_becomes_what_it_was_desired_to_be_last()
    {
        File.Write(new DesiredState { Generation = 9 });
        var reconciler = Create();
        var running = reconciler.RunAsync(_stop.Token);

        await UntilAsync(reconciler, () => reconciler.Observe().AppliedGeneration == 9);

        await StopAsync(running);
    }

    [Fact]
    public async Task What_cannot_be_applied_is_told_and_a_newer_wish_mends_it()
    {
        _workload.Problem = "port 1 is in use";
        var reconciler = Create();
        var running = reconciler.RunAsync(_stop.Token);
        reconciler.Desire(new DesiredState { Generation = 1 });
        await UntilAsync(reconciler, () => reconciler.Observe() is { Ready: false, Problem: "port 1 is in use" });

        Assert.Equal(1u, reconciler.Observe().ProblemGeneration);
        _workload.Problem = null;
        reconciler.Desire(new DesiredState { Generation = 2 });
        await UntilAsync(reconciler, () => reconciler.Observe() is { Ready: true, Problem: "", AppliedGeneration: 2 });

        await StopAsync(running);
    }

    [Fact]
    public void A_garbled_file_is_no_wish()
    {
        System.IO.File.WriteAllBytes(Path.Combine(_directory.FullName, "desired-state"), [0xFF, 0xFF, 0xFF]);

        Assert.Null(File.TryRead());
    }

    private Reconciler Create() => new(_workload, File, TimeProvider.System, NullLogger<Reconciler>.Instance);

    private static async Task UntilAsync(Reconciler reconciler, Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var next = reconciler.NextChange;
            if (condition()) return;
            await next.WaitAsync(patience.Token);
        }
    }

    private async Task StopAsync(Task running)
    {
        await _stop.CancelAsync();
        await running;
    }

    private sealed class Workload : IWorkload
    {
        public volatile string? Problem;

        public Task ApplyAsync(DesiredState desired, CancellationToken cancellation)
            => Problem is { } problem ? throw new WorkloadException(problem) : Task.CompletedTask;

        public NodeReport Observe() => new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
