using Basalt.Device;
using Basalt.Engine.Format;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Recovery;

/// <summary>The bytes of one metadata segment, read from its start only as far as they are asked for. Used again for
/// the next.</summary>
internal sealed class SegmentWindow(IBlockDevice device, int segmentBlockCount) : IDisposable
{
    private const int StepBlockCount = 256;
    private const int StepsAtOnce = 4;

    private readonly AlignedBuffer _buffer = AlignedBuffer.Allocate(segmentBlockCount * FormatLimits.BlockSize);
    private long _first;
    private int _loaded;

    public void Open(int segment)
    {
        _first = (long)segment * segmentBlockCount;
        _loaded = 0;
    }

    public ReadOnlySpan<byte> Block(int position) => Blocks(position, 1);

    public ReadOnlySpan<byte> Blocks(int position, int count)
        => _buffer.GetSpan().Slice(position * FormatLimits.BlockSize, count * FormatLimits.BlockSize);

    /// <summary>Reads on until so many blocks are here.</summary>
    public async ValueTask LoadAsync(int blockCount)
    {
        blockCount = Math.Min(blockCount, segmentBlockCount);
        while (_loaded < blockCount)
        {
            var reads = new List<Task<DeviceOutcome>>(StepsAtOnce);
            for (var i = 0; i < StepsAtOnce && _loaded < segmentBlockCount; i++)
            {
                var count = Math.Min(StepBlockCount, segmentBlockCount - _loaded);
                var target = _buffer.Memory.Slice(_loaded * FormatLimits.BlockSize, count * FormatLimits.BlockSize);
                reads.Add(ReadAsync(_first + _loaded, target));
                _loaded += count;
            }

            // All of them end before anything is decided: the buffer is theirs until then.
            var outcome = DeviceOutcome.Done;
            foreach (var read in reads)
                if (await read is var result && result != DeviceOutcome.Done) outcome = result;
            if (outcome != DeviceOutcome.Done)
                throw new PoolException(
                    PoolOutcome.Unreadable,
                    $"{device.Name}: reading segment {_first / segmentBlockCount} answers {outcome}");
        }
    }

    public void Dispose() => _buffer.Free();

    private async Task<DeviceOutcome> ReadAsync(long block, Memory<byte> target)
        => await device.ReadAsync(block, target);
}
