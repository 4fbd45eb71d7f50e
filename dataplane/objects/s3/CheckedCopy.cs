using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;

namespace Basalt.Objects.S3;

/// <summary>Moves bytes from one object to another and sums them up on the way.</summary>
internal sealed class CheckedCopy(ChecksumAlgorithm algorithm) : IDisposable
{
    private readonly ChecksumHasher _hasher = new(algorithm);

    public async ValueTask RunAsync(
        ObjectReader source, ObjectWriter target, ByteRange range, CancellationToken cancellation)
    {
        var buffer = new byte[(int)Math.Min(Math.Max(range.Size, 1), ObjectLimits.ChunkSize)];
        var offset = range.Offset;
        var end = range.Offset + range.Size;
        while (offset < end)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(end - offset, buffer.Length));
            S3Context.Check(await source.ReadAsync(offset, piece, cancellation));
            _hasher.Append(piece.Span);
            S3Context.Check(await target.AppendAsync(piece, cancellation));
            offset += piece.Length;
        }
    }

    public ObjectChecksum Finish() => new(_hasher.Algorithm, _hasher.Finish());

    public void Dispose() => _hasher.Dispose();
}
