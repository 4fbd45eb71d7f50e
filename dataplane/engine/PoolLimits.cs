namespace Basalt.Engine;

/// <summary>The engine's limits on what callers hand in.</summary>
public static class PoolLimits
{
    /// <summary>Bytes of a name: an account, a container and a key of 1,024 bytes with room for separators.</summary>
    public const int NameSizeMax = 2048;

    /// <summary>Bytes of the summary that is kept in the index.</summary>
    public const int SummarySizeMax = 512;

    /// <summary>Bytes of a record's value: the map of a multipart object of 10,000 parts fits.</summary>
    public const int ValueSizeMax = 1024 * 1024;

    /// <summary>Operations and conditions of one transaction.</summary>
    public const int TransactionLengthMax = 20_100;

    /// <summary>Entries of one page of a listing.</summary>
    public const int PageLengthMax = 10_000;

    /// <summary>Segments below which a device is no pool: superblocks, what is kept for metadata, and some for
    /// data.</summary>
    public const int SegmentCountMin = 14;

    /// <summary>Tree pages that the cache holds at least.</summary>
    public const int PageCountMin = 16;
}
