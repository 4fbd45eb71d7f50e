using Basalt.Device;
using Basalt.Engine.Log;
using Basalt.Engine.Trees;

namespace Basalt.Engine.Checkpoints;

/// <summary>
/// Decides when a checkpoint begins: when dirty pages or the log's tail have reached their bound, or somebody needs
/// what is dead. One at a time; who fills the next bound before it has ended waits for it. On the shard.
/// </summary>
internal sealed class Checkpointer(
    PoolCore core, SegmentTable segments, PageCache cache, RecordLog log, CheckpointMaker maker,
    CheckpointWriter writer, TreeMover mover, Reclaimer reclaimer)
{
    /// <summary>Checkpoints that somebody without room waits for: the first frees the dead and moves pages, the next
    /// free what these leave.</summary>
    public const int RoundCountMax = 3;

    /// <summary>The log's tail may be this part of the pool.</summary>
    private const int TailPart = 16;

    /// <summary>A small pool has no room for a long tail: segments come back only by checkpoints.</summary>
    private readonly long _tailSizeMax = Math.Min(
        core.Options.LogTailSizeMax,
        Math.Max(1, segments.Count / TailPart) * (long)core.SegmentBlockCount * IBlockDevice.BlockSize);

    /// <summary>Ends when the next one has begun; null: nobody asked for one.</summary>
    private TaskCompletionSource? _begun;

    private bool _isStarved;
    private bool _isStopped;

    /// <summary>Told when one is due: whoever begins it does so between two groups.</summary>
    public Action Wake { get; set; } = static () => { };

    /// <summary>Whether sparse segments are emptied after a checkpoint: not while the pool opens.</summary>
    public bool MovesPages { get; set; }

    /// <summary>Checkpoints made durable.</summary>
    public long Count { get; private set; }

    /// <summary>The one under way, with what follows it.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>To be begun at the next moment between two groups.</summary>
    public bool IsDue
        => Running.IsCompleted && !_isStopped && (_begun is not null || (IsFull && !_isStarved && !core.HasFailed));

    /// <summary>Changes must wait until the one under way has ended.</summary>
    public bool MustWait => !Running.IsCompleted && IsFull;

    /// <summary>Whether another one could give room back.</summary>
    public bool CanFree
        => !core.HasFailed && (!Running.IsCompleted || segments.CountDead() > 0 || cache.DirtyCount > 0);

    private bool IsFull => cache.DirtyCount >= cache.DirtyCountMax || log.TailSize >= _tailSizeMax;

    /// <summary>Sees to it that one begins if it is due.</summary>
    public void Consider()
    {
        if (IsDue) Wake();
    }

    /// <summary>Begins one, between two groups.</summary>
    public void Begin()
    {
        _begun?.SetResult();
        _begun = null;
        if (core.HasFailed || !Running.IsCompleted) return;
        var image = maker.TryMake();
        _isStarved = image is null;
        if (image is null) core.Options.Report($"{core.Device.Name}: there is no room for a checkpoint");
        else
        {
            Running = WriteAsync(image);
            _ = ConsiderAfterAsync(Running);
        }
    }

    /// <summary>For who lacks space: checkpoints until there is more of it, or cannot be. The committer waits for none
    /// of this.</summary>
    public async Task<bool> FreeAsync()
    {
        var free = segments.FreeCount;
        for (var i = 0; i < RoundCountMax && CanFree && segments.FreeCount <= free; i++)
        {
            await Running;
            if (segments.FreeCount > free) return true;
            _begun ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var begun = _begun.Task;
            Consider();
            await begun;
            await Running;
        }

        return segments.FreeCount > free;
    }

    /// <summary>Makes a last one if it is needed, and begins none after. The committer is at rest.</summary>
    public async Task StopAsync(bool isNeeded)
    {
        _isStopped = true;
        await Running;
        if (isNeeded) Begin();
        await Running;
    }

    private async Task ConsiderAfterAsync(Task running)
    {
        await running;
        Consider();
    }

    private async Task WriteAsync(CheckpointImage image)
    {
        await Task.Yield();
        if (core.Options.Fault == EngineFault.FreeBeforeCheckpoint) await reclaimer.FreeAsync(image.Dead);
        var outcome = await writer.WriteAsync(image);
        if (outcome != DeviceOutcome.Done)
        {
            core.FailPool($"writing a checkpoint answers {outcome}");
            return;
        }

        core.Superblock = image.Superblock;
        Count++;
        if (core.Options.Fault != EngineFault.FreeBeforeCheckpoint) await reclaimer.FreeAsync(image.Dead);
        if (MovesPages && !_isStopped) await mover.RunAsync();
    }
}
