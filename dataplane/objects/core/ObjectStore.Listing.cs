using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

public sealed partial class ObjectStore
{
    /// <summary>A page of a container's objects, from the index alone: no record is read from the device.</summary>
    public async ValueTask<ListPage<ObjectEntry>> ListObjectsAsync(
        ContainerInfo container, ListQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(query);
        var listing = new NameListing(
            pool, PoolNames.ObjectsOf(container.Account, container.Name), suffixSize: 0);
        var page = await listing.ListAsync(query, markerSuffix: default, cancellation);
        var items = new List<ListItem<ObjectEntry>>(page.Items.Count);
        foreach (var item in page.Items)
        {
            items.Add(new ListItem<ObjectEntry>(
                item.Name, item.IsPrefix ? null : ObjectSummary.DecodeEntry(item.Name, item.Entry.Summary)));
        }

        return new ListPage<ObjectEntry>(items, page.IsTruncated);
    }

    /// <summary>A page of a container's unfinished uploads, by key and then by the moment they were begun.</summary>
    /// <param name="container">Where.</param>
    /// <param name="query">The marker is a key: uploads of that key are passed over too.</param>
    /// <param name="uploadIdMarker">With it only those uploads of the marker's key up to and including this one are
    /// passed over.</param>
    /// <param name="cancellation">Ends the listing.</param>
    public async ValueTask<ListPage<UploadEntry>> ListUploadsAsync(
        ContainerInfo container, ListQuery query, string? uploadIdMarker, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        ArgumentNullException.ThrowIfNull(query);
        var listing = new NameListing(
            pool, PoolNames.UploadsOf(container.Account, container.Name), PoolNames.UploadSuffixSize);
        var suffix = PoolNames.UploadMarkerSuffix(uploadIdMarker);
        var page = await listing.ListAsync(query, suffix, cancellation);
        var items = new List<ListItem<UploadEntry>>(page.Items.Count);
        foreach (var item in page.Items)
        {
            if (item.IsPrefix)
            {
                items.Add(new ListItem<UploadEntry>(item.Name, null));
                continue;
            }

            var (key, uploadId) = PoolNames.ParseUpload(item.Name);
            var initiated = ContainerRecord.DecodeSummary(item.Entry.Summary);
            items.Add(new ListItem<UploadEntry>(key.Utf8, new UploadEntry(key, uploadId, initiated)));
        }

        return new ListPage<UploadEntry>(items, page.IsTruncated);
    }
}
