namespace Basalt.Objects.Core;

/// <summary>Which names to list, in byte order.</summary>
public sealed record ListQuery
{
    /// <summary>Only names that begin with it.</summary>
    public ReadOnlyMemory<byte> Prefix { get; init; }

    /// <summary>Names that hold it after the prefix are rolled up to one common prefix that ends with it. Empty: no
    /// roll-up.</summary>
    public ReadOnlyMemory<byte> Delimiter { get; init; }

    /// <summary>Only names past it in the direction of the listing; a common prefix equal to it is not listed
    /// again.</summary>
    public ReadOnlyMemory<byte> Marker { get; init; }

    /// <summary>Only names before it in the direction of the listing. Empty: no bound.</summary>
    public ReadOnlyMemory<byte> EndMarker { get; init; }

    /// <summary>Names and common prefixes together, 0 to <see cref="ObjectLimits.PageLengthMax"/>.</summary>
    public int Limit { get; init; } = 1000;

    public bool IsReverse { get; init; }
}
