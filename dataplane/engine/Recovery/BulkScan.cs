using Basalt.Device;
using Basalt.Engine.Commit;
using Basalt.Engine.Format;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;

namespace Basalt.Engine.Recovery;

/// <summary>
/// Finds the batches of sealed layers: by the footer of a closed segment, or by looking for headers in one that was
/// open. Never reads bulk data but in search of headers. Many segments at a time.
/// </summary>
/// <remarks>
/// A block that cannot be read may be a header: its segment is then kept as it is until a later opening reads it, so
/// that a device's bad moment costs nothing but the reads of that moment.
/// </remarks>
internal sealed class BulkScan(PoolCore core, SegmentTable segments, Ledger ledger)
{
    private const int SegmentsAtOnce = 24;

    private readonly HashSet<int> _unreadable = [];

    public async Task RunAsync(IReadOnlyList<SegmentHeaderFormat> found)
    {
        var next = 0;
        async Task WorkAsync()
        {
            while (next < found.Count) await ScanAsync(found[next++]);
        }

        await Task.WhenAll(Enumerable.Range(0, SegmentsAtOnce).Select(_ => WorkAsync()));
        foreach (var layer in ledger.SealedLayers)
            if (!layer.IsWhole())
                core.Options.Report($"{core.Device.Name}: {layer.Id} of {layer.Size} bytes lacks blocks");
    }

    private async Task ScanAsync(SegmentHeaderFormat segment)
    {
        if (await TryReadFooterAsync(segment) is { } entries)
        {
            foreach (var entry in entries) Link(segment.Index, entry);
            return;
        }

        await SearchAsync(segment);
    }

    private async Task<FooterEntry[]?> TryReadFooterAsync(SegmentHeaderFormat segment)
    {
        var last = core.FirstBlockOf(segment.Index) + core.SegmentBlockCount - 1;
        var buffer = await core.Reads.RentAsync(CancellationToken.None);
        try
        {
            var one = buffer.Memory[..FormatLimits.BlockSize];
            if (await core.Device.ReadAsync(last, one) != DeviceOutcome.Done) return null;
            if (!FooterFormat.TryRead(one.Span, segment, out var footer)) return null;
            var blocks = FooterFormat.BlockCountOf(footer.EntryCount);
            if (blocks * FormatLimits.BlockSize > buffer.Size) return null;
            var all = buffer.Memory[..(blocks * FormatLimits.BlockSize)];
            if (blocks > 1 && await core.Device.ReadAsync(last + 1 - blocks, all) != DeviceOutcome.Done) return null;
            return footer.ReadEntries(all.Span);
        }
        finally
        {
            core.Reads.Return(buffer);
        }
    }

    private async Task SearchAsync(SegmentHeaderFormat segment)
    {
        var buffer = await core.Reads.RentAsync(CancellationToken.None);
        var position = 1;
        while (position < core.SegmentBlockCount)
        {
            // After a header the next should stand at its end, so one block is enough; in a hole look at many.
            var found = await TryFindAsync(segment, buffer.Memory[..FormatLimits.BlockSize], position)
                ?? await TryFindAsync(segment, buffer.Memory, position);
            if (found is not { } header)
            {
                position += buffer.Size / FormatLimits.BlockSize;
                continue;
            }

            position = header.Position + 1 + header.BlockCount;
            if (header.BlockCount == 0) continue;
            Link(segment.Index, new FooterEntry
            {
                Layer = header.Layer, FirstBlock = header.FirstBlock, Position = header.Position,
                BlockCount = header.BlockCount,
            });
        }

        core.Reads.Return(buffer);
    }

    private async Task<BatchHeaderFormat?> TryFindAsync(SegmentHeaderFormat segment, Memory<byte> buffer, int position)
    {
        var blocks = Math.Min(buffer.Length / FormatLimits.BlockSize, core.SegmentBlockCount - position);
        buffer = buffer[..(blocks * FormatLimits.BlockSize)];
        if (await core.Device.ReadAsync(core.FirstBlockOf(segment.Index) + position, buffer) != DeviceOutcome.Done)
            return await TryFindAroundAsync(segment, buffer, position);
        for (var i = 0; i < blocks; i++)
        {
            var block = buffer.Span.Slice(i * FormatLimits.BlockSize, FormatLimits.BlockSize);
            if (BatchHeaderFormat.TryRead(block, segment, position + i, core.SegmentBlockCount, out var header))
                return header;
        }

        return null;
    }

    /// <summary>Not all of it can be read: looks at each block by itself, and notes which cannot.</summary>
    private async Task<BatchHeaderFormat?> TryFindAroundAsync(
        SegmentHeaderFormat segment, Memory<byte> buffer, int position)
    {
        if (buffer.Length == FormatLimits.BlockSize)
        {
            if (_unreadable.Add(segment.Index)) segments.Pin(segment.Index);
            core.Options.Report(
                $"{core.Device.Name}: block {position} of segment {segment.Index} is unreadable; the segment is kept");
            return null;
        }

        for (var i = 0; i * FormatLimits.BlockSize < buffer.Length; i++)
        {
            var one = buffer[..FormatLimits.BlockSize];
            if (await TryFindAsync(segment, one, position + i) is { } header) return header;
        }

        return null;
    }

    private void Link(int segment, in FooterEntry entry)
    {
        if (ledger.FindLayer(new LayerId(entry.Layer)) is not { } layer) return;
        layer.Add(new Extent(entry.FirstBlock, entry.BlockCount, segment, entry.Position));
        segments.AddLive(segment, (entry.BlockCount + 1L) * FormatLimits.BlockSize);
    }
}
