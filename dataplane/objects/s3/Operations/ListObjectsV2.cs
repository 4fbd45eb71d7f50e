using System.Text;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>The second version of the listing: pages by an opaque token.</summary>
internal static class ListObjectsV2
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForReadAsync();
        var query = context.Request.Query;
        if (query["list-type"] is var type and not "2")
            throw S3Exception.Argument("list-type", type ?? "", "Invalid List Type specified in Request");
        var listing = ListingRequest.Parse(query);
        var token = query["continuation-token"];
        if (token is { Length: 0 })
            throw S3Exception.Argument("continuation-token", "", "The continuation token provided is incorrect");
        var startAfter = query.NonEmpty("start-after");
        var marker = token is null ? Encoding.UTF8.GetBytes(startAfter ?? "") : ContinuationToken.Decode(token);
        var page = await ObjectListing.ReadAsync(context, bucket, listing.ToQuery(marker));

        var document = new S3XmlWriter("ListBucketResult")
            .Element("Name", bucket.Name)
            .Element("Prefix", listing.Show(listing.Prefix))
            .Optional("StartAfter", startAfter is null ? null : listing.Show(startAfter))
            .Optional("ContinuationToken", token)
            .Optional("NextContinuationToken",
                page.IsTruncated ? ContinuationToken.Encode(page.Items[^1].Name.Span) : null)
            .Element("KeyCount", page.Items.Count)
            .Element("MaxKeys", listing.Limit)
            .Optional("Delimiter", listing.Delimiter is null ? null : listing.Show(listing.Delimiter))
            .Optional("EncodingType", listing.IsUrlEncoded ? "url" : null)
            .Element("IsTruncated", page.IsTruncated);
        ObjectListing.Write(document, context, bucket, listing, page, query["fetch-owner"] == "true");
        await context.WriteXmlAsync(document);
    }
}
