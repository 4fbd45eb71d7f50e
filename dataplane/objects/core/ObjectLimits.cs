using Basalt.Engine;

namespace Basalt.Objects.Core;

/// <summary>The core's own limits; a face may be stricter and says so where it publishes its limits.</summary>
public static class ObjectLimits
{
    /// <summary>Bytes of an account's name (a project id).</summary>
    public const int AccountNameSizeMax = 256;

    /// <summary>Bytes of a container's name.</summary>
    public const int ContainerNameSizeMax = 256;

    /// <summary>Bytes of an object's key.</summary>
    public const int KeySizeMax = 1024;

    /// <summary>Bytes of an object: 5 TiB.</summary>
    public const long ObjectSizeMax = 5L << 40;

    /// <summary>Bytes of a body that lives inside its name record; larger ones get a layer.</summary>
    public const int InlineSizeMax = 32 * 1024;

    /// <summary>Bytes of a content type: it is kept in the summary, so that a listing reads nothing else.</summary>
    public const int ContentTypeSizeMax = 320;

    /// <summary>Bytes of all names and values of one object's, container's or account's metadata.</summary>
    public const int MetadataSizeMax = 64 * 1024;

    /// <summary>Entries of one page of a listing.</summary>
    public const int PageLengthMax = PoolLimits.PageLengthMax;

    /// <summary>Highest part number of a multipart upload; the first is 1.</summary>
    public const int PartNumberMax = 10_000;

    /// <summary>Bytes that every part but the last must have to complete an upload: 5 MiB.</summary>
    public const long PartSizeMin = 5 << 20;

    /// <summary>Times an operation reads again and decides anew because others changed the same name
    /// meanwhile.</summary>
    public const int RetriesMax = 32;

    /// <summary>Names deleted by one transaction of <see cref="ObjectStore.DeleteObjectsAsync"/>.</summary>
    public const int DeleteBatchLength = 256;

    /// <summary>Segments of a static manifest.</summary>
    public const int StaticSegmentsMax = 1_000;

    /// <summary>Bytes of a static manifest as stored.</summary>
    public const int StaticManifestSizeMax = 8 << 20;

    /// <summary>Segments of a dynamic manifest; more are answered as unavailable, never cut off silently.</summary>
    public const int DynamicSegmentsMax = 100_000;

    /// <summary>Manifests that may lie within one another.</summary>
    public const int ManifestDepthMax = 10;

    /// <summary>Bytes moved by one read of a body. A multiple of the engine's block.</summary>
    public const int ChunkSize = 64 * 1024;

    /// <summary>The sum of sizes, held at one past <see cref="ObjectSizeMax"/>, so that it cannot overflow.</summary>
    public static long SumOfSizes(IEnumerable<long> sizes)
    {
        long sum = 0;
        foreach (var size in sizes)
            sum = Math.Min(sum + Math.Min(size, ObjectSizeMax + 1), ObjectSizeMax + 1);
        return sum;
    }
}
