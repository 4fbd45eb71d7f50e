using System.Globalization;

namespace Basalt.Objects.Swift;

/// <summary>Which form an answer takes: the <c>format</c> parameter, or else Accept (RFC 9110 section
/// 12.5.1).</summary>
internal static class ListingNegotiation
{
    private static readonly (string Type, ListingFormat Format)[] Offers =
    [
        ("text/plain", ListingFormat.Text),
        ("application/json", ListingFormat.Json),
        ("application/xml", ListingFormat.Xml),
        ("text/xml", ListingFormat.Xml),
    ];

    /// <summary>Throws 406 if the client takes none of them.</summary>
    public static ListingFormat Choose(SwiftRequest request)
    {
        switch (request.Query.Text("format")?.ToUpperInvariant())
        {
            case "JSON":
                return ListingFormat.Json;
            case "XML":
                return ListingFormat.Xml;
            case "PLAIN":
                return ListingFormat.Text;
            default:
                break;
        }

        var accept = request.Headers["Accept"];
        if (string.IsNullOrWhiteSpace(accept))
            return ListingFormat.Text;
        ListingFormat? best = null;
        var bestQuality = 0.0;
        foreach (var (type, format) in Offers)
        {
            var quality = QualityOf(type, accept);
            if (quality > bestQuality)
                (best, bestQuality) = (format, quality);
        }

        return best ?? throw new SwiftFault(406);
    }

    public static string ContentType(ListingFormat format) => format switch
    {
        ListingFormat.Text => "text/plain; charset=utf-8",
        ListingFormat.Json => "application/json; charset=utf-8",
        ListingFormat.Xml => "application/xml; charset=utf-8",
    };

    /// <summary>The most specific range that names the type decides.</summary>
    private static double QualityOf(string type, string accept)
    {
        var (quality, specificity) = (0.0, -1);
        foreach (var item in accept.Split(','))
        {
            var parts = item.Split(';');
            var range = parts[0].Trim();
            var rank = range == "*/*" ? 0
                : range.EndsWith("/*", StringComparison.Ordinal)
                    && type.StartsWith(range[..^1], StringComparison.OrdinalIgnoreCase) ? 1
                : range.Equals(type, StringComparison.OrdinalIgnoreCase) ? 2
                : -1;
            if (rank <= specificity)
                continue;
            (quality, specificity) = (ParseQuality(parts), rank);
        }

        return quality;
    }

    private static double ParseQuality(string[] parts)
    {
        foreach (var part in parts.Skip(1))
        {
            var parameter = part.Trim();
            if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
                && double.TryParse(parameter.AsSpan(2), CultureInfo.InvariantCulture, out var quality))
                return quality;
        }

        return 1.0;
    }
}
