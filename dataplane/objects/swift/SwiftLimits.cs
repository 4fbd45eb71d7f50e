using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>The limits that GET /info publishes; the values are those clients know.</summary>
internal static class SwiftLimits
{
    /// <summary>Bytes of one object put at once: 5 GiB and 2.</summary>
    public const long FileSizeMax = 5_368_709_122;

    public const int MetadataNameLengthMax = 128;
    public const int MetadataValueLengthMax = 256;
    public const int MetadataCountMax = 90;

    /// <summary>Bytes of all names and values.</summary>
    public const int MetadataSizeMax = 4096;

    /// <summary>Lines of a listing's page.</summary>
    public const int ListingLengthMax = ObjectLimits.PageLengthMax;

    /// <summary>Names of one bulk deletion.</summary>
    public const int BulkDeletesMax = 10_000;

    /// <summary>Failures after which a bulk deletion stops.</summary>
    public const int BulkFailuresMax = 1_000;

    /// <summary>Bytes of a bulk deletion's body: that many names of usual length.</summary>
    public const int BulkBodySizeMax = BulkDeletesMax * 1024;

    /// <summary>Bytes of a container's ACL as sent.</summary>
    public const int AclSizeMax = 8192;
}
