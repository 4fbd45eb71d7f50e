using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3;

/// <summary>The entries of a page of objects, the same in both versions of the listing.</summary>
internal static class ObjectListing
{
    public static void Write(
        S3XmlWriter document,
        S3Context context,
        ContainerInfo bucket,
        ListingRequest listing,
        ListPage<ObjectEntry> page,
        bool hasOwner)
    {
        foreach (var item in page.Items)
        {
            if (item.Entry is not { } entry)
                continue;
            document.Start("Contents")
                .Element("Key", listing.Show(item.Name))
                .Element("LastModified", entry.LastModified)
                .Element("ETag", ObjectHeaders.Quote(entry.ETag));
            if (entry.ChecksumAlgorithm != ChecksumAlgorithm.None)
            {
                document.Element("ChecksumAlgorithm", ChecksumNames.Text(entry.ChecksumAlgorithm))
                    .Element("ChecksumType", ObjectHeaders.ChecksumType(entry.IsChecksumComposite));
            }

            document.Element("Size", entry.Size);
            if (hasOwner)
                S3Owner.Write(document, "Owner", bucket.Account, context.Caller);
            document.Element("StorageClass", "STANDARD").End();
        }

        foreach (var item in page.Items)
        {
            if (item.IsPrefix)
                document.Start("CommonPrefixes").Element("Prefix", listing.Show(item.Name)).End();
        }
    }

    /// <summary>A page; of zero entries without asking the store.</summary>
    public static async ValueTask<ListPage<ObjectEntry>> ReadAsync(
        S3Context context, ContainerInfo bucket, ListQuery query)
        => query.Limit == 0
            ? new ListPage<ObjectEntry>([], IsTruncated: false)
            : await context.Store.ListObjectsAsync(bucket, query, context.Aborted);
}
