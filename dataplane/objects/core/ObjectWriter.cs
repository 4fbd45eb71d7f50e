using System.IO.Pipelines;
using System.Security.Cryptography;
using Basalt.Engine;

namespace Basalt.Objects.Core;

/// <summary>
/// Takes the bytes of one object or part as they come, and hashes them on the way. A small body stays in memory (at
/// most
/// <see cref="ObjectLimits.InlineSizeMax"/>); a larger one goes to a layer of the pool, and a slow device holds the
/// caller
/// back. One caller at a time. Nothing is stored before the store has committed it; disposing it gives back the rest.
/// </summary>
public sealed class ObjectWriter : IAsyncDisposable
{
    private const int InlineStartSize = 4096;

    private readonly IPool _pool;
    private readonly long _expectedSize;
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly bool _mayInline;
    private byte[] _inline = [];
    private ILayerWriter? _layer;
    private bool _isFinished;

    internal ObjectWriter(IPool pool, long expectedSize, bool mayInline)
    {
        _pool = pool;
        _expectedSize = expectedSize;
        _mayInline = mayInline;
        if (mayInline && expectedSize is > 0 and <= ObjectLimits.InlineSizeMax)
            _inline = new byte[expectedSize];
    }

    /// <summary>Bytes appended so far.</summary>
    public long Size { get; private set; }

    /// <summary>16 bytes, once finished.</summary>
    public ReadOnlyMemory<byte> Md5 { get; private set; }

    internal LayerId Layer => _layer?.Layer ?? default;

    internal ReadOnlyMemory<byte> InlineBody => _layer is null ? _inline.AsMemory(0, (int)Size) : default;

    /// <summary>Appends; the memory is the caller's again when this returns. Done, TooLarge, OutOfSpace, Unreadable
    /// or Busy.</summary>
    public async ValueTask<ObjectOutcome> AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (bytes.IsEmpty)
            return ObjectOutcome.Done;
        if (Size + bytes.Length > ObjectLimits.ObjectSizeMax)
            return ObjectOutcome.TooLarge;
        _md5.AppendData(bytes.Span);
        if (_layer is null && _mayInline && Size + bytes.Length <= ObjectLimits.InlineSizeMax)
        {
            AppendInline(bytes.Span);
            return ObjectOutcome.Done;
        }

        var outcome = PoolOutcome.Done;
        if (_layer is null)
        {
            _layer = _pool.CreateLayer(_expectedSize);
            if (Size > 0)
                outcome = await _layer.AppendAsync(_inline.AsMemory(0, (int)Size), cancellation);
            _inline = [];
        }

        if (outcome == PoolOutcome.Done)
            outcome = await _layer.AppendAsync(bytes, cancellation);
        Size += bytes.Length;
        return outcome.ToObjectOutcome();
    }

    /// <summary>Appends all that a pipe still has; TooLarge as soon as the whole would pass
    /// <paramref name="sizeMax"/> bytes.
    /// Completing the pipe stays with the caller.</summary>
    public async ValueTask<ObjectOutcome> AppendAsync(PipeReader source, long sizeMax, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        while (true)
        {
            var read = await source.ReadAsync(cancellation);
            foreach (var segment in read.Buffer)
            {
                var outcome = Size + segment.Length > sizeMax
                    ? ObjectOutcome.TooLarge
                    : await AppendAsync(segment, cancellation);
                if (outcome != ObjectOutcome.Done)
                {
                    source.AdvanceTo(read.Buffer.Start);
                    return outcome;
                }
            }

            source.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return ObjectOutcome.Done;
        }
    }

    /// <summary>Appends a range of another object.</summary>
    public async ValueTask<ObjectOutcome> AppendAsync(
        ObjectReader source, long offset, long size, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        var buffer = new byte[(int)Math.Min(size, ObjectLimits.ChunkSize)];
        while (size > 0)
        {
            var chunk = buffer.AsMemory(0, (int)Math.Min(size, buffer.Length));
            var outcome = await source.ReadAsync(offset, chunk, cancellation);
            if (outcome == ObjectOutcome.Done)
                outcome = await AppendAsync(chunk, cancellation);
            if (outcome != ObjectOutcome.Done)
                return outcome;
            offset += chunk.Length;
            size -= chunk.Length;
        }

        return ObjectOutcome.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _md5.Dispose();
        if (_layer is not null)
            await _layer.DisposeAsync();
    }

    /// <summary>Makes the bytes durable, though not yet part of anything.</summary>
    internal async ValueTask<ObjectOutcome> FinishAsync(CancellationToken cancellation)
    {
        if (_isFinished)
            return ObjectOutcome.Done;
        Md5 = _md5.GetHashAndReset();
        _isFinished = true;
        return _layer is null
            ? ObjectOutcome.Done
            : (await _layer.FinishAsync(cancellation)).ToObjectOutcome();
    }

    private void AppendInline(ReadOnlySpan<byte> bytes)
    {
        var needed = (int)Size + bytes.Length;
        if (_inline.Length < needed)
        {
            var capacity = Math.Max(Math.Max(_inline.Length * 2, InlineStartSize), needed);
            Array.Resize(ref _inline, Math.Min(capacity, ObjectLimits.InlineSizeMax));
        }

        bytes.CopyTo(_inline.AsSpan((int)Size));
        Size = needed;
    }
}
