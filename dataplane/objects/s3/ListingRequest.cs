using System.Globalization;
using System.Text;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3;

/// <summary>The parameters that all listings share.</summary>
internal readonly record struct ListingRequest(string Prefix, string? Delimiter, int Limit, bool IsUrlEncoded)
{
    public static ListingRequest Parse(S3Query query, string limitName = "max-keys") => new(
        query["prefix"] ?? "",
        query.NonEmpty("delimiter"),
        ParseLimit(query, limitName),
        ParseEncoding(query));

    /// <summary>The text as this listing shows names.</summary>
    public string Show(string text) => IsUrlEncoded ? PercentCoding.EncodeText(text, keepSlash: true) : text;

    public string Show(ReadOnlyMemory<byte> utf8) => Show(Encoding.UTF8.GetString(utf8.Span));

    /// <summary>Refuses a page that the client would go on from by a name it was not told as it is: what lies between
    /// that and the true one would be passed over in silence.</summary>
    public void CheckMarker(ReadOnlyMemory<byte> utf8)
    {
        if (!IsUrlEncoded && !S3XmlWriter.CanHold(Encoding.UTF8.GetString(utf8.Span)))
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest,
                "The page ends with a key that XML 1.0 cannot hold; ask for encoding-type=url.");
        }
    }

    public Core.ListQuery ToQuery(ReadOnlyMemory<byte> marker) => new()
    {
        Prefix = Encoding.UTF8.GetBytes(Prefix),
        Delimiter = Delimiter is null ? default : Encoding.UTF8.GetBytes(Delimiter),
        Marker = marker,
        Limit = Limit,
    };

    /// <summary>0 to 1,000; more is cut down to 1,000, as S3 does.</summary>
    public static int ParseLimit(S3Query query, string name)
    {
        if (query.NonEmpty(name) is not { } text)
            return S3Limits.KeysMax;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? Math.Min(limit, S3Limits.KeysMax)
            : throw S3Exception.Argument(name, text, $"Argument {name} must be an integer between 0 and 2147483647");
    }

    private static bool ParseEncoding(S3Query query) => query.NonEmpty("encoding-type") switch
    {
        null => false,
        "url" => true,
        var other => throw S3Exception.Argument("encoding-type", other, "Invalid Encoding Method specified in Request"),
    };
}
