using System.IO.Pipelines;
using Basalt.Objects.Core.Bodies;

namespace Basalt.Objects.Core;

/// <summary>An object open for reading: what it shows stays readable until it is disposed, whatever happens to its
/// name meanwhile
/// (a manifest's segments excepted: they are opened as the reading comes to them).</summary>
public sealed class ObjectReader : IAsyncDisposable
{
    private readonly ObjectBody _body;

    internal ObjectReader(ObjectInfo info, ObjectBody body)
    {
        Info = info;
        _body = body;
    }

    /// <summary>Of a dynamic manifest, size and ETag are those of its segments together.</summary>
    public ObjectInfo Info { get; }

    /// <summary>Reads bytes, verified; fills the target whole. The range must lie in the object.</summary>
    public async ValueTask<ObjectOutcome> ReadAsync(long offset, Memory<byte> target, CancellationToken cancellation)
        => offset < 0 || offset + target.Length > Info.Size
            ? ObjectOutcome.InvalidRange
            : await _body.ReadAsync(offset, target, cancellation);

    /// <summary>
    /// Sends a range; a slow receiver holds it back. An outcome other than done may come after bytes were sent: the
    /// response
    /// must then be cut off. Returns done early if the receiver has completed its side.
    /// </summary>
    public async ValueTask<ObjectOutcome> CopyToAsync(
        PipeWriter target, long offset, long size, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        while (size > 0)
        {
            // The first chunk ends where the following ones are aligned, so that each block is read and verified once.
            var toBoundary = ObjectLimits.ChunkSize - (offset % ObjectLimits.ChunkSize);
            var chunkSize = (int)Math.Min(size, toBoundary);
            var outcome = await ReadAsync(offset, target.GetMemory(chunkSize)[..chunkSize], cancellation);
            if (outcome != ObjectOutcome.Done)
                return outcome;
            target.Advance(chunkSize);
            offset += chunkSize;
            size -= chunkSize;
            var flush = await target.FlushAsync(cancellation);
            if (flush.IsCompleted)
                break;
        }

        return ObjectOutcome.Done;
    }

    public ValueTask DisposeAsync() => _body.DisposeAsync();
}
