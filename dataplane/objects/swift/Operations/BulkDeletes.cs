using System.Globalization;
using System.Text;
using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift.Operations;

/// <summary>Deletes many objects in one request: those a body names (<c>?bulk-delete</c>), or a static manifest
/// with its segments
/// (<c>?multipart-manifest=delete</c>).</summary>
internal sealed class BulkDeletes(ObjectStore store, SwiftAccess access)
{
    /// <summary>The body has a name on each line, percent-encoded: <c>/container/object</c> or
    /// <c>/container</c>.</summary>
    public async ValueTask DeleteNamedAsync(SwiftRequest request)
    {
        if (request.Caller is null)
            throw SwiftAccess.Denied(request);
        if (request.Headers["Content-Length"] is null && request.Headers["Transfer-Encoding"] is null)
            throw new SwiftFault(411);
        var format = ListingNegotiation.Choose(request);
        var body = await request.ReadBodyAsync(SwiftLimits.BulkBodySizeMax);
        var names = Encoding.Latin1.GetString(body)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length > SwiftLimits.BulkDeletesMax)
            throw new SwiftFault(413, $"Maximum Bulk Deletes: {SwiftLimits.BulkDeletesMax} per request");
        var batch = new BulkDeleteBatch(store, access, request);
        foreach (var name in names)
        {
            await batch.AddAsync(name);
            if (batch.FailureCount >= SwiftLimits.BulkFailuresMax)
                break;
        }

        await AnswerAsync(request, format, batch);
    }

    public async ValueTask DeleteManifestAsync(SwiftRequest request, ContainerInfo container)
    {
        var format = ListingNegotiation.Choose(request);
        var batch = new BulkDeleteBatch(store, access, request);
        await AddManifestAsync(request, batch, container, request.Key, depth: 0);
        await AnswerAsync(request, format, batch);
    }

    /// <summary>Segments first, so that a manifest is there to name them until they are gone.</summary>
    private async ValueTask AddManifestAsync(
        SwiftRequest request, BulkDeleteBatch batch, ContainerInfo container, ObjectKey key, int depth)
    {
        var info = await store.FindObjectAsync(container, key, request.Cancellation);
        if (info is null && depth == 0)
            throw new SwiftFault(404);
        if (info is { IsStaticManifest: true } && depth < ObjectLimits.ManifestDepthMax)
        {
            var manifest = await store.ReadManifestAsync(container, key, request.Cancellation);
            foreach (var segment in manifest.Value?.Segments ?? [])
                await AddSegmentAsync(request, batch, segment, depth);
        }

        await batch.AddAsync(Encode(container.Name, key));
    }

    private async ValueTask AddSegmentAsync(
        SwiftRequest request, BulkDeleteBatch batch, ManifestSegment segment, int depth)
    {
        if (!ObjectKey.TryCreate(segment.Key, out var key))
            return;
        var place = segment.IsManifest
            ? await store.FindContainerAsync(request.Path.Project, segment.Container, request.Cancellation)
            : null;
        if (place is null)
            await batch.AddAsync(Encode(segment.Container, key));
        else
            await AddManifestAsync(request, batch, place, key, depth + 1);
    }

    private static string Encode(string container, ObjectKey key)
        => "/" + PercentEncoding.Encode(
            [.. Encoding.UTF8.GetBytes(container), (byte)'/', .. key.Utf8.Span], keepSlash: true);

    private static async ValueTask AnswerAsync(SwiftRequest request, ListingFormat format, BulkDeleteBatch batch)
    {
        await batch.FlushAsync();
        var report = batch.Report;
        var isEmpty = batch.DeletedCount + batch.NotFoundCount + batch.FailureCount == 0;
        report.Fields["Number Deleted"] = batch.DeletedCount.ToString(CultureInfo.InvariantCulture);
        report.Fields["Number Not Found"] = batch.NotFoundCount.ToString(CultureInfo.InvariantCulture);
        report.Fields["Response Body"] = isEmpty ? "Invalid bulk delete." : "";
        report.Fields["Response Status"] = isEmpty || batch.FailureCount > 0 ? "400 Bad Request" : "200 OK";
        await request.AnswerAsync(200, report.Format(format, "delete"), ListingNegotiation.ContentType(format));
    }
}
