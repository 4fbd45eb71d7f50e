using System.Text;
using Basalt.Objects.Core;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>The unfinished uploads of a bucket, by key and then by the moment they were begun.</summary>
internal static class ListMultipartUploads
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForReadAsync();
        var query = context.Request.Query;
        var listing = ListingRequest.Parse(query, "max-uploads");
        var keyMarker = query["key-marker"] ?? "";
        // An upload id without a key says nothing, as in S3.
        var uploadIdMarker = keyMarker.Length > 0 ? query.NonEmpty("upload-id-marker") : null;
        var page = listing.Limit == 0
            ? new ListPage<UploadEntry>([], IsTruncated: false)
            : await context.Store
                .ListUploadsAsync(
                    bucket, listing.ToQuery(Encoding.UTF8.GetBytes(keyMarker)), uploadIdMarker, context.Aborted);
        if (page.IsTruncated)
            listing.CheckMarker(page.Items[^1].Name);

        var document = new S3XmlWriter("ListMultipartUploadsResult")
            .Element("Bucket", bucket.Name)
            .Element("KeyMarker", listing.Show(keyMarker))
            .Element("UploadIdMarker", uploadIdMarker ?? "");
        if (page.IsTruncated)
        {
            document.Element("NextKeyMarker", listing.Show(page.Items[^1].Name))
                .Element("NextUploadIdMarker", page.Items[^1].Entry?.UploadId ?? "");
        }

        document.Optional("Delimiter", listing.Delimiter is null ? null : listing.Show(listing.Delimiter))
            .Element("Prefix", listing.Show(listing.Prefix))
            .Optional("EncodingType", listing.IsUrlEncoded ? "url" : null)
            .Element("MaxUploads", listing.Limit)
            .Element("IsTruncated", page.IsTruncated);
        WriteItems(document, context, bucket, listing, page);
        await context.WriteXmlAsync(document);
    }

    private static void WriteItems(
        S3XmlWriter document,
        S3Context context,
        ContainerInfo bucket,
        ListingRequest listing,
        ListPage<UploadEntry> page)
    {
        foreach (var item in page.Items)
        {
            if (item.Entry is not { } entry)
                continue;
            document.Start("Upload")
                .Element("Key", listing.Show(item.Name))
                .Element("UploadId", entry.UploadId);
            S3Owner.Write(document, "Initiator", bucket.Account, context.Caller);
            S3Owner.Write(document, "Owner", bucket.Account, context.Caller);
            document.Element("StorageClass", "STANDARD").Element("Initiated", entry.Initiated).End();
        }

        foreach (var item in page.Items)
        {
            if (item.IsPrefix)
                document.Start("CommonPrefixes").Element("Prefix", listing.Show(item.Name)).End();
        }
    }
}
