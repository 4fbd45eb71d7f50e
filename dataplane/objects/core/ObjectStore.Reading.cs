using System.Text;
using Basalt.Objects.Core.Bodies;
using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

public sealed partial class ObjectStore
{
    /// <summary>An object's metadata, with the size and ETag a reader would see. Done, NoSuchObject or
    /// SegmentUnavailable.</summary>
    public async ValueTask<ObjectResult<ObjectInfo>> HeadObjectAsync(
        ContainerInfo container, ObjectKey key, SegmentAccess? access, CancellationToken cancellation)
    {
        if (await FindObjectAsync(container, key, cancellation) is not { } info)
            return ObjectOutcome.NoSuchObject;
        if (!info.IsDynamicManifest)
            return info;
        var places = await FindDynamicSegmentsAsync(container, info, access, cancellation);
        return places.Outcome == ObjectOutcome.Done ? WithSegments(info, places.Value!) : places.Outcome;
    }

    /// <summary>
    /// Opens an object for reading. Done, NoSuchObject, SegmentUnavailable or Busy. A manifest's segments are read
    /// with it;
    /// <paramref name="access"/> says in which containers they may lie (null: in all of the account).
    /// </summary>
    public ValueTask<ObjectResult<ObjectReader>> OpenObjectAsync(
        ContainerInfo container, ObjectKey key, SegmentAccess? access, CancellationToken cancellation)
        => OpenAsync(container, key, access, depth: 0, cancellation);

    /// <summary>Opens a manifest object to read the manifest itself: its stored bytes, and size and ETag of
    /// those.</summary>
    public async ValueTask<ObjectResult<ObjectReader>> OpenManifestAsync(
        ContainerInfo container, ObjectKey key, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            if (await FindObjectAsync(container, key, cancellation) is not { } info)
                return ObjectOutcome.NoSuchObject;
            var stored = info with { Size = info.StoredSize, ETag = info.ManifestETag ?? info.ETag };
            if (await OpenBodyAsync(info, cancellation) is { } body)
                return new ObjectReader(stored, body);
        }

        return ObjectOutcome.Busy;
    }

    /// <summary>The segments of a static manifest, as they were when it was put.</summary>
    public async ValueTask<ObjectResult<StaticManifest>> ReadManifestAsync(
        ContainerInfo container, ObjectKey key, CancellationToken cancellation)
    {
        var opened = await OpenManifestAsync(container, key, cancellation);
        if (!opened.IsDone)
            return opened.Outcome;
        await using var reader = opened.Value;
        return await ReadManifestAsync(reader, cancellation);
    }

    internal async ValueTask<ObjectResult<ObjectReader>> OpenSegmentAsync(
        SegmentPlace segment, SegmentAccess? access, int depth, CancellationToken cancellation)
        => depth >= ObjectLimits.ManifestDepthMax
            ? ObjectOutcome.SegmentUnavailable
            : await OpenAsync(segment.Container, segment.Key, access, depth + 1, cancellation);

    private async ValueTask<ObjectResult<ObjectReader>> OpenAsync(
        ContainerInfo container, ObjectKey key, SegmentAccess? access, int depth, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(container);
        for (var attempt = 0; attempt < ObjectLimits.RetriesMax; attempt++)
        {
            if (await FindObjectAsync(container, key, cancellation) is not { } info)
                return ObjectOutcome.NoSuchObject;
            if (info.IsDynamicManifest)
                return await OpenDynamicAsync(container, info, access, depth, cancellation);
            // A layer that is gone means that the name stands for another object now: look again.
            if (await OpenBodyAsync(info, cancellation) is not { } body)
                continue;
            var reader = new ObjectReader(info with { Size = info.StoredSize }, body);
            return info.IsStaticManifest
                ? await OpenStaticAsync(container, info, reader, access, depth, cancellation)
                : new ObjectReader(info, body);
        }

        return ObjectOutcome.Busy;
    }

    private async ValueTask<ObjectResult<ObjectReader>> OpenStaticAsync(
        ContainerInfo container,
        ObjectInfo info,
        ObjectReader stored,
        SegmentAccess? access,
        int depth,
        CancellationToken cancellation)
    {
        ObjectResult<StaticManifest> manifest;
        await using (stored)
            manifest = await ReadManifestAsync(stored, cancellation);
        if (!manifest.IsDone)
            return manifest.Outcome;
        var containers = new Dictionary<string, ContainerInfo>(StringComparer.Ordinal);
        var places = new List<SegmentPlace>(manifest.Value.Segments.Count);
        foreach (var segment in manifest.Value.Segments)
        {
            if (!containers.TryGetValue(segment.Container, out var place))
            {
                place = await FindContainerAsync(container.Account, segment.Container, cancellation);
                if (place is null || (access is not null && !access(place)))
                    return ObjectOutcome.SegmentUnavailable;
                containers.Add(segment.Container, place);
            }

            if (!ObjectKey.TryCreate(segment.Key, out var key))
                return ObjectOutcome.SegmentUnavailable;
            places.Add(new SegmentPlace(
                place, key, segment.Size, segment.RangeOffset, segment.RangeSize, segment.ETag));
        }

        return new ObjectReader(info, new SegmentedBody(this, places, access, depth));
    }

    private async ValueTask<ObjectResult<ObjectReader>> OpenDynamicAsync(
        ContainerInfo container, ObjectInfo info, SegmentAccess? access, int depth, CancellationToken cancellation)
    {
        var places = await FindDynamicSegmentsAsync(container, info, access, cancellation);
        if (!places.IsDone)
            return places.Outcome;
        var body = new SegmentedBody(this, places.Value, access, depth);
        var whole = WithSegments(info, places.Value);
        return whole.IsDone ? new ObjectReader(whole.Value, body) : whole.Outcome;
    }

    private async ValueTask<ObjectResult<List<SegmentPlace>>> FindDynamicSegmentsAsync(
        ContainerInfo container, ObjectInfo info, SegmentAccess? access, CancellationToken cancellation)
    {
        var places = new List<SegmentPlace>();
        var manifest = info.Metadata.DynamicManifest!;
        var slash = manifest.IndexOf('/', StringComparison.Ordinal);
        var place = await FindContainerAsync(
            container.Account, slash < 0 ? manifest : manifest[..slash], cancellation);
        if (place is null)
            return places;
        if (access is not null && !access(place))
            return ObjectOutcome.SegmentUnavailable;
        var query = new ListQuery
        {
            Prefix = slash < 0 ? default : Encoding.UTF8.GetBytes(manifest[(slash + 1)..]),
            Limit = ObjectLimits.PageLengthMax,
        };
        while (true)
        {
            var page = await ListObjectsAsync(place, query, cancellation);
            if (places.Count + page.Items.Count > ObjectLimits.DynamicSegmentsMax)
                return ObjectOutcome.SegmentUnavailable;
            places.AddRange(page.Items.Select(item => new SegmentPlace(
                place, item.Entry!.Key, item.Entry.Size, 0, item.Entry.Size, item.Entry.ETag)));
            if (!page.IsTruncated)
                return places;
            query = query with { Marker = page.Items[^1].Name };
        }
    }

    private static ObjectResult<ObjectInfo> WithSegments(ObjectInfo info, List<SegmentPlace> places)
    {
        var size = ObjectLimits.SumOfSizes(places.Select(static place => place.Size));
        if (size > ObjectLimits.ObjectSizeMax)
            return ObjectOutcome.TooLarge;
        var etags = string.Concat(places.Select(place => place.ETag));
        return info with
        {
            Size = size,
            ETag = ETags.OfText(etags),
        };
    }

    private static async ValueTask<ObjectResult<StaticManifest>> ReadManifestAsync(
        ObjectReader stored, CancellationToken cancellation)
    {
        if (stored.Info.Size > ObjectLimits.StaticManifestSizeMax)
            throw RecordReader.Malformed("a manifest beyond its limit");
        var bytes = new byte[stored.Info.Size];
        var outcome = await stored.ReadAsync(0, bytes, cancellation);
        return outcome == ObjectOutcome.Done ? StaticManifest.Parse(bytes) : outcome;
    }

    /// <summary>Null if the object has been replaced or deleted since its record was read.</summary>
    private async ValueTask<ObjectBody?> OpenBodyAsync(ObjectInfo info, CancellationToken cancellation)
        => info.BodyParts.Count == 0
            ? new InlineBody(info.InlineBody)
            : await LayerBody.OpenAsync(pool, info.BodyParts, cancellation);
}
