using Basalt.Engine.Checkpoints;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Trees;

namespace Basalt.Engine.Layers;

/// <summary>
/// Takes the extents of layers that are gone out of the tree, in the background, as soon as nobody reads them. What is
/// left to do is in the tree itself, so a crash in the middle loses nothing and no record is written. On the shard.
/// </summary>
internal sealed class LayerRemover(
    PoolCore core, SegmentTable segments, Tree tree, LayerTable layers, LayerReaders readers,
    Checkpointer checkpoints)
{
    /// <summary>Extents taken before others have their turn.</summary>
    private const int StepLengthMax = 64;

    private Task _work = Task.CompletedTask;
    private bool _isAgain;

    /// <summary>A layer has gone, or a reader: there may be work.</summary>
    public void Wake()
    {
        _isAgain = true;
        if (_work.IsCompleted) _work = WorkAsync();
    }

    /// <summary>A layer without a seal has extents in the tree, and its writer has ended.</summary>
    public async void Drop(LayerId id)
    {
        if (!core.TryBegin()) return;
        try
        {
            await MarkAsync(id);
            Wake();
        }
        catch (PoolException unreadable)
        {
            // The layer keeps its mark, and the next opening removes it.
            core.Options.Report(unreadable.Message);
        }
        finally
        {
            core.End();
        }
    }

    /// <summary>Until nothing is left to do now.</summary>
    public async Task DrainAsync()
    {
        while (!_work.IsCompleted) await _work;
    }

    /// <summary>After a crash nobody writes what was open: all of it goes.</summary>
    public async Task DropOpenAsync()
    {
        try
        {
            var id = default(LayerId);
            while (!(id = await NextAsync(KeySpace.OpenLayer, id)).IsNone) await MarkAsync(id);
        }
        catch (PoolException unreadable)
        {
            // They keep their marks, and a later opening removes them.
            core.Options.Report(unreadable.Message);
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            while (_isAgain && !core.HasFailed)
            {
                _isAgain = false;
                var id = default(LayerId);
                while (!core.HasFailed)
                {
                    id = await NextAsync(KeySpace.DyingLayer, id);
                    if (id.IsNone) break;
                    if (!readers.IsOpen(id)) await RemoveAsync(id);
                }
            }
        }
        catch (PoolException unreadable)
        {
            // The rest of the layer stays until a later opening can read the tree there.
            core.Options.Report(unreadable.Message);
        }
    }

    private async ValueTask<LayerId> NextAsync(KeySpace space, LayerId after)
    {
        tree.Cache.MissingPage = 0;
        LayerId id;
        while (!layers.TryFindMarked(space, after, out id) && tree.Cache.MissingPage != 0) await LoadMissingAsync();
        return id;
    }

    private async ValueTask RemoveAsync(LayerId id)
    {
        tree.Cache.MissingPage = 0;
        for (var count = 1; ; count++)
        {
            if (layers.TryTakeExtent(id, out var extent))
                segments.RemoveLive(extent.Segment, (extent.BlockCount + 1L) * FormatLimits.BlockSize);
            else if (tree.Cache.MissingPage == 0) break;
            else await LoadMissingAsync();
            if (count % StepLengthMax != 0) continue;
            checkpoints.Consider();
            if (checkpoints.MustWait) await checkpoints.Running;
            else await core.Shard.Yield();
            tree.Cache.MissingPage = 0;
        }

        while (!layers.TryUnmark(KeySpace.DyingLayer, id)) await LoadMissingAsync();
    }

    /// <summary>Turns the mark of an open layer into that of one that is going.</summary>
    private async ValueTask MarkAsync(LayerId id)
    {
        tree.Cache.MissingPage = 0;
        while (!layers.TryMark(KeySpace.DyingLayer, id)) await LoadMissingAsync();
        while (!layers.TryUnmark(KeySpace.OpenLayer, id)) await LoadMissingAsync();
    }

    private async ValueTask LoadMissingAsync()
    {
        var missing = tree.Cache.MissingPage;
        tree.Cache.MissingPage = 0;
        await tree.Cache.LoadAsync(missing);
        tree.Cache.MissingPage = 0;
    }
}
