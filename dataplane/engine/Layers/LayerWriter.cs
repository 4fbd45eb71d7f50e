using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Layers;

/// <summary>
/// Fills one buffer at a time on the caller's thread, sums it there and sends it to the shard; up to
/// <see cref="WritesInFlightMax"/> are under way before the caller is held back. While others wait for a buffer it
/// sends what it has of whole blocks and keeps less than a block aside: a slow caller must not hold what a fast one
/// needs.
/// </summary>
internal sealed class LayerWriter(
    PoolCore core, BulkLog log, OpenLayers layers, LayerId layer, long expectedSize) : ILayerWriter
{
    private const int WritesInFlightMax = 4;

    private readonly Queue<BulkWriteCall> _inFlight = new();
    private AlignedBuffer? _buffer;
    private byte[]? _aside;
    private int _asideSize;
    private int _filled;
    private long _sentBlocks;
    private PoolOutcome _outcome;
    private bool _isFinished;
    private bool _isDisposed;

    public LayerId Layer => layer;

    public long Size { get; private set; }

    private int PayloadSize => core.BulkPayloadBlockCount * FormatLimits.BlockSize;

    public async ValueTask<PoolOutcome> AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed || _isFinished, this);
        if (Size == 0 && expectedSize > 0 && !log.HasRoom(expectedSize)) _outcome = PoolOutcome.OutOfSpace;
        while (!bytes.IsEmpty && _outcome == PoolOutcome.Done)
        {
            if (_buffer is null)
            {
                if (TryPutAside(bytes.Span)) return _outcome;
                await RentAsync(cancellation);
            }

            var count = Math.Min(bytes.Length, PayloadSize - _filled);
            bytes.Span[..count].CopyTo(_buffer!.GetSpan()[(FormatLimits.BlockSize + _filled)..]);
            bytes = bytes[count..];
            _filled += count;
            Size += count;
            if (_filled == PayloadSize) await SendAsync(cancellation);
        }

        if (core.Bulk.HasWaiters && _outcome == PoolOutcome.Done) await SpillAsync(cancellation);
        return _outcome;
    }

    public async ValueTask<PoolOutcome> FinishAsync(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isFinished) return _outcome;
        if (_asideSize > 0 && _outcome == PoolOutcome.Done) await RentAsync(cancellation);
        if (_filled > 0 && _outcome == PoolOutcome.Done) await SendAsync(cancellation);
        while (_inFlight.TryDequeue(out var oldest)) Settle(await oldest.Answer);
        if (_outcome != PoolOutcome.Done) return _outcome;
        _isFinished = true;
        var call = new FinishCall(core, log, layers, layer, Size);
        return _outcome = core.Shard.TryPost(call) ? await call.Answer : PoolOutcome.Busy;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_buffer is not null) core.Bulk.Return(_buffer);
        _buffer = null;
        while (_inFlight.TryDequeue(out var oldest)) Settle(await oldest.Answer);

        // Must not be lost: the layer's space would stay taken until the next opening.
        var call = new AbandonCall(core, log, layers, layer);
        while (!core.Shard.TryPost(call))
        {
            if (core.IsClosed) return;
            await Task.Yield();
        }

        await call.Answer;
    }

    /// <summary>Keeps less than a block without a buffer; false: it is more.</summary>
    private bool TryPutAside(ReadOnlySpan<byte> bytes)
    {
        if (_asideSize + bytes.Length >= FormatLimits.BlockSize) return false;
        _aside ??= new byte[FormatLimits.BlockSize];
        bytes.CopyTo(_aside.AsSpan(_asideSize));
        _asideSize += bytes.Length;
        Size += bytes.Length;
        return true;
    }

    /// <summary>A buffer, with what was put aside at its start.</summary>
    private async ValueTask RentAsync(CancellationToken cancellation)
    {
        _buffer = await core.Bulk.RentAsync(cancellation);
        _aside.AsSpan(0, _asideSize).CopyTo(_buffer.GetSpan()[FormatLimits.BlockSize..]);
        _filled = _asideSize;
        _asideSize = 0;
    }

    /// <summary>Sends whole blocks early and puts the rest aside, so that the buffer becomes free.</summary>
    private async ValueTask SpillAsync(CancellationToken cancellation)
    {
        var rest = _filled % FormatLimits.BlockSize;
        if (_buffer is null || _filled == rest) return;
        _aside ??= new byte[FormatLimits.BlockSize];
        _buffer.GetSpan().Slice(FormatLimits.BlockSize + _filled - rest, rest).CopyTo(_aside);
        _filled -= rest;
        await SendAsync(cancellation);
        _asideSize = rest;
    }

    private async ValueTask SendAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        while (_inFlight.Count >= WritesInFlightMax) Settle(await _inFlight.Dequeue().Answer);
        var buffer = _buffer!;
        _buffer = null;
        var blocks = FormatLimits.BlocksOf(_filled);
        Sum(buffer, _filled, blocks);
        _filled = 0;
        var call = new BulkWriteCall(log, layers, layer, _sentBlocks, blocks, buffer);
        _sentBlocks += blocks;
        if (core.Shard.TryPost(call))
        {
            _inFlight.Enqueue(call);
            return;
        }

        core.Bulk.Return(buffer);
        _outcome = PoolOutcome.Busy;
    }

    private static void Sum(AlignedBuffer buffer, int filled, int blocks)
    {
        var payload = buffer.GetSpan().Slice(FormatLimits.BlockSize, blocks * FormatLimits.BlockSize);
        payload[filled..].Clear();
        BatchHeaderFormat.SumPayload(buffer.GetSpan()[..FormatLimits.BlockSize], payload);
    }

    private void Settle(PoolOutcome outcome)
    {
        if (_outcome == PoolOutcome.Done) _outcome = outcome;
    }
}
