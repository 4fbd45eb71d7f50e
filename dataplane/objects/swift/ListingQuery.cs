using System.Globalization;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>The parameters of a listing.</summary>
internal static class ListingQuery
{
    /// <summary>Throws 412 for a limit that is none or too great.</summary>
    public static ListQuery Read(QueryParameters query)
    {
        var prefix = query.Bytes("prefix");
        var delimiter = query.Bytes("delimiter");
        if (query.Has("path"))
        {
            // The older way to walk "directories": what lies directly in one.
            prefix = query.Bytes("path");
            if (!prefix.IsEmpty && prefix.Span[^1] != (byte)'/')
                prefix = (byte[])[.. prefix.Span, (byte)'/'];
            delimiter = "/"u8.ToArray();
        }

        return new ListQuery
        {
            Prefix = prefix,
            Delimiter = delimiter,
            Marker = query.Bytes("marker"),
            EndMarker = query.Bytes("end_marker"),
            IsReverse = query.IsTrue("reverse"),
            Limit = ReadLimit(query.Text("limit")),
        };
    }

    private static int ReadLimit(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return SwiftLimits.ListingLengthMax;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
            throw new SwiftFault(412, "Value for limit must be an integer");
        return limit <= SwiftLimits.ListingLengthMax
            ? limit
            : throw new SwiftFault(412, $"Maximum limit is {SwiftLimits.ListingLengthMax}");
    }
}
