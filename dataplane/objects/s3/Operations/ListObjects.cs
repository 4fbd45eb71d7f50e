using System.Text;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>The first version of the listing: pages by the last key.</summary>
internal static class ListObjects
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForReadAsync();
        var query = context.Request.Query;
        var listing = ListingRequest.Parse(query);
        var marker = query["marker"] ?? "";
        var page = await ObjectListing
            .ReadAsync(context, bucket, listing.ToQuery(Encoding.UTF8.GetBytes(marker)));
        if (page.IsTruncated)
            listing.CheckMarker(page.Items[^1].Name);

        var document = new S3XmlWriter("ListBucketResult")
            .Element("Name", bucket.Name)
            .Element("Prefix", listing.Show(listing.Prefix))
            .Element("Marker", listing.Show(marker));
        // S3 gives it with a delimiter only; clients that page without one take the last key, which is the same.
        if (page.IsTruncated && listing.Delimiter is not null)
            document.Element("NextMarker", listing.Show(page.Items[^1].Name));
        document.Element("MaxKeys", listing.Limit)
            .Optional("Delimiter", listing.Delimiter is null ? null : listing.Show(listing.Delimiter))
            .Optional("EncodingType", listing.IsUrlEncoded ? "url" : null)
            .Element("IsTruncated", page.IsTruncated);
        ObjectListing.Write(document, context, bucket, listing, page, hasOwner: true);
        await context.WriteXmlAsync(document);
    }
}
