namespace Basalt.Engine.Layers;

/// <summary>The checksums of the batch that a reader read last, so that reading on needs no second look at its
/// header.</summary>
internal sealed class ChecksumCache
{
    private uint[]? _checksums;
    private Extent _extent;

    public uint[]? Find(in Extent extent) => _extent == extent ? _checksums : null;

    public void Keep(in Extent extent, uint[] checksums)
    {
        _checksums = checksums;
        _extent = extent;
    }
}
