using System.Globalization;

namespace Basalt.Http;

/// <summary>The Range field of a request, held against a representation's size (RFC 9110 section 14).</summary>
public sealed class RangeRequest
{
    private RangeRequest(bool isUnsatisfiable, IReadOnlyList<ByteRange> ranges)
    {
        IsUnsatisfiable = isUnsatisfiable;
        Ranges = ranges;
    }

    /// <summary>No range, or one that must be ignored: answer the whole.</summary>
    public bool IsWhole => !IsUnsatisfiable && Ranges.Count == 0;

    /// <summary>416: not one byte of what was asked for is there.</summary>
    public bool IsUnsatisfiable { get; }

    /// <summary>In the order asked for; those that lie outside are left out.</summary>
    public IReadOnlyList<ByteRange> Ranges { get; }

    private static RangeRequest Whole { get; } = new(false, []);

    /// <summary>Reads the Range and If-Range fields.</summary>
    /// <param name="headers">The request's.</param>
    /// <param name="size">Of the representation, in bytes.</param>
    /// <param name="etag">Of the representation, without quotes.</param>
    /// <param name="lastModified">Of the representation.</param>
    public static RangeRequest Parse(RequestHeaders headers, long size, string etag, DateTimeOffset lastModified)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var range = headers["Range"];
        return range is null || !HoldsIfRange(headers["If-Range"], etag, lastModified) ? Whole : Parse(range, size);
    }

    /// <summary>A field that does not follow the grammar, names another unit, too many ranges, or ranges that overlap
    /// so far that they would be more than the whole is ignored (section 14.2).</summary>
    public static RangeRequest Parse(string range, long size)
    {
        ArgumentNullException.ThrowIfNull(range);
        const string Unit = "bytes=";
        if (!range.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
            return Whole;
        var ranges = new List<ByteRange>();
        var count = 0;
        foreach (var part in range.AsSpan(Unit.Length).Split(','))
        {
            var spec = range.AsSpan(Unit.Length)[part].Trim(" \t");
            if (spec.IsEmpty)
                continue;
            if (++count > HttpLimits.RangeCountMax || !TryParseSpec(spec, size, out var found))
                return Whole;
            if (found.Size > 0)
                ranges.Add(found);
        }

        return count == 0 || IsMoreThan(size, ranges) ? Whole : new RangeRequest(ranges.Count == 0, ranges);
    }

    private static bool IsMoreThan(long size, List<ByteRange> ranges)
    {
        var left = size;
        foreach (var range in ranges)
            if ((left -= range.Size) < 0) return true;
        return false;
    }

    /// <summary>False if it is no int-range or suffix-range; one that lies outside comes out with size 0.</summary>
    private static bool TryParseSpec(ReadOnlySpan<char> spec, long size, out ByteRange range)
    {
        range = default;
        var dash = spec.IndexOf('-');
        if (dash < 0)
            return false;
        var left = spec[..dash];
        var right = spec[(dash + 1)..];
        if (left.IsEmpty)
        {
            if (!TryParsePosition(right, out var suffix))
                return false;
            var taken = Math.Min(suffix, size);
            range = new ByteRange(size - taken, taken);
            return true;
        }

        var last = long.MaxValue;
        if (!TryParsePosition(left, out var first) || (!right.IsEmpty && !TryParsePosition(right, out last)))
            return false;
        if (last < first)
            return false;
        if (first < size)
            range = new ByteRange(first, Math.Min(last, size - 1) - first + 1);
        return true;
    }

    /// <summary>Digits only; a number beyond 63 bits is as good as the greatest.</summary>
    private static bool TryParsePosition(ReadOnlySpan<char> digits, out long position)
    {
        position = 0;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out position))
            position = long.MaxValue;
        return true;
    }

    /// <summary>A tag must match strongly, a date exactly (section 13.1.5).</summary>
    private static bool HoldsIfRange(string? ifRange, string etag, DateTimeOffset lastModified)
        => ifRange is null
            || (HttpDate.TryParse(ifRange, out var moment)
                ? moment.ToUnixTimeSeconds() == lastModified.ToUnixTimeSeconds()
                : new EntityTagList(ifRange).MatchesStrongly(etag));
}
