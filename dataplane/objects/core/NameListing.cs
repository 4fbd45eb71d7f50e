using Basalt.Engine;

namespace Basalt.Objects.Core;

/// <summary>
/// Lists the names under a root with prefix, delimiter and markers. A common prefix is passed over by seeking
/// behind it, so
/// the cost follows what is shown and not what is stored.
/// </summary>
/// <param name="pool">Where the names are.</param>
/// <param name="root">What all of them begin with; not shown.</param>
/// <param name="suffixSize">Bytes at the end of each name that are no part of the key: delimiters are not sought in
/// them.</param>
internal sealed class NameListing(IPool pool, byte[] root, int suffixSize)
{
    private const int BatchLengthMin = 16;
    private const int BatchLengthMax = 1024;

    /// <summary>Everything that begins with a prefix.</summary>
    public static NameRange Under(ReadOnlyMemory<byte> prefix) => new(prefix, Successor(prefix.Span));

    /// <param name="query">What to list.</param>
    /// <param name="markerSuffix">What follows the marker's key in the name after which the listing begins.</param>
    /// <param name="cancellation">Ends the listing.</param>
    public async ValueTask<NamePage> ListAsync(
        ListQuery query, ReadOnlyMemory<byte> markerSuffix, CancellationToken cancellation)
    {
        var items = new List<NameItem>(Math.Min(query.Limit, BatchLengthMax));
        var (lower, upper) = Bounds(query, markerSuffix.Span);
        var batchLength = query.Delimiter.IsEmpty
            ? Math.Min(query.Limit + 1, ObjectLimits.PageLengthMax)
            : Math.Min(query.Limit + 1, BatchLengthMin);
        while (Compare(lower, upper) < 0)
        {
            var batch = await pool.ListAsync(new NameRange(lower, upper, query.IsReverse), batchLength, cancellation);
            var shownBefore = items.Count;
            ReadOnlyMemory<byte> passed = default;
            foreach (var entry in batch)
            {
                if (!passed.IsEmpty && entry.Name.Span.StartsWith(passed.Span))
                    continue;
                var item = Roll(query, entry);
                if (!item.IsPrefix || !item.Name.Span.SequenceEqual(query.Marker.Span))
                {
                    if (items.Count == query.Limit)
                        return new NamePage(items, IsTruncated: true);
                    items.Add(item);
                }

                passed = item.IsPrefix ? entry.Name[..(root.Length + item.Name.Length)] : default;
                if (query.IsReverse)
                    upper = (item.IsPrefix ? passed : entry.Name).ToArray();
                else
                    lower = item.IsPrefix ? Successor(passed.Span) : Past(entry.Name.Span);
            }

            if (batch.Count < batchLength)
                break;
            batchLength = NextBatchLength(batchLength, items.Count - shownBefore, query.Limit - items.Count + 1);
        }

        return new NamePage(items, IsTruncated: false);
    }

    /// <summary>A batch that showed little was mostly passed over: ask for less and seek more, and the other way
    /// round.</summary>
    private static int NextBatchLength(int length, int shown, int wanted)
    {
        var next = shown * 2 >= length ? length * 4 : length / 4;
        return Math.Clamp(Math.Min(next, wanted), Math.Min(BatchLengthMin, wanted), BatchLengthMax);
    }

    private NameItem Roll(ListQuery query, NameEntry entry)
    {
        var name = entry.Name[root.Length..];
        if (query.Delimiter.IsEmpty)
            return new NameItem(name, entry, IsPrefix: false);
        var afterPrefix = name.Span[query.Prefix.Length..^suffixSize];
        var at = afterPrefix.IndexOf(query.Delimiter.Span);
        return at < 0
            ? new NameItem(name, entry, IsPrefix: false)
            : new NameItem(name[..(query.Prefix.Length + at + query.Delimiter.Length)], default, IsPrefix: true);
    }

    /// <summary>Lower bound inclusive, upper exclusive.</summary>
    private (byte[] Lower, byte[] Upper) Bounds(ListQuery query, ReadOnlySpan<byte> markerSuffix)
    {
        byte[] lower = [.. root, .. query.Prefix.Span];
        var upper = Successor(lower);
        var (after, before) = query.IsReverse ? (query.EndMarker, query.Marker) : (query.Marker, query.EndMarker);
        if (!after.IsEmpty)
            lower = Greater(lower, Past([.. root, .. after.Span, .. query.IsReverse ? [] : markerSuffix]));
        if (!before.IsEmpty)
            upper = Smaller(upper, [.. root, .. before.Span]);
        return (lower, upper);
    }

    private static byte[] Past(ReadOnlySpan<byte> name) => [.. name, 0];

    /// <summary>The first name behind all that begin with a prefix. A root begins with a letter, so there is
    /// one.</summary>
    private static byte[] Successor(ReadOnlySpan<byte> prefix)
    {
        var last = prefix.LastIndexOfAnyExcept((byte)0xFF);
        var successor = prefix[..(last + 1)].ToArray();
        successor[last]++;
        return successor;
    }

    private static byte[] Greater(byte[] left, byte[] right) => Compare(left, right) >= 0 ? left : right;

    private static byte[] Smaller(byte[] left, byte[] right) => Compare(left, right) <= 0 ? left : right;

    private static int Compare(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right);
}
