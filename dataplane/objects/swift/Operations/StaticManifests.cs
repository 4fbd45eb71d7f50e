using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift.Operations;

/// <summary>PUT of a static large object's manifest: every segment is looked at before it is stored.</summary>
internal sealed class StaticManifests(ObjectStore store, SwiftAccess access, TimeProvider clock)
{
    public async ValueTask PutAsync(SwiftRequest request, ContainerInfo container)
    {
        var metadata = ObjectHeaders.ReadForPut(request, clock.GetUtcNow());
        var wanted = StaticManifestRequest.Parse(await request.ReadBodyAsync(ObjectLimits.StaticManifestSizeMax));
        var errors = new List<(string Name, string Error)>();
        var segments = await ResolveAsync(request, wanted, errors);
        if (errors.Count > 0)
        {
            await RefuseAsync(request, errors);
            return;
        }

        var manifest = new StaticManifest(segments);
        if (request.Headers["Etag"] is { } announced && announced.Trim().Trim('"') != manifest.ComputeETag())
            throw new SwiftFault(422);
        var bytes = manifest.Format();
        await using var body = store.CreateWriter(bytes.Length);
        SwiftErrorMap.ThrowUnlessDone(await body.AppendAsync(bytes, request.Cancellation));
        var put = new PutRequest
        {
            Metadata = metadata,
            StaticManifest = manifest,
            Precondition = ObjectWrites.PreconditionOf(request),
        };
        var stored = await store.PutObjectAsync(container, request.Key, body, put, request.Cancellation);
        if (!stored.IsDone)
            throw SwiftErrorMap.ToFault(stored.Outcome);
        ObjectWrites.WriteStored(request, stored.Value);
        await request.AnswerAsync(201);
    }

    private async ValueTask<List<ManifestSegment>> ResolveAsync(
        SwiftRequest request, List<RequestedSegment> wanted, List<(string Name, string Error)> errors)
    {
        var containers = new Dictionary<string, ContainerInfo?>(StringComparer.Ordinal);
        var segments = new List<ManifestSegment>(wanted.Count);
        foreach (var segment in wanted)
        {
            if (!containers.TryGetValue(segment.Container, out var container))
            {
                container = await store.FindContainerAsync(
                    request.Path.Project, segment.Container, request.Cancellation);
                containers.Add(segment.Container, container);
            }

            var (found, error) = await ResolveAsync(request, container, segment);
            if (found is not null)
                segments.Add(found);
            else
                errors.Add((segment.Path, error));
        }

        return segments;
    }

    private async ValueTask<(ManifestSegment? Segment, string Error)> ResolveAsync(
        SwiftRequest request, ContainerInfo? container, RequestedSegment wanted)
    {
        if (container is null)
        {
            var isTold = access.MayReadAccount(request.Caller, request.Path.Project);
            return (null, isTold ? "404 Not Found" : "403 Forbidden");
        }

        if (!access.MayRead(request, container))
            return (null, "403 Forbidden");
        var head = await store.HeadObjectAsync(
            container, wanted.Key, segments => access.MayRead(request, segments), request.Cancellation);
        if (!head.IsDone)
            return (null, SwiftErrorMap.ToStatusLine(head.Outcome));
        var info = head.Value;
        if (wanted.Size is { } size && size != info.Size)
            return (null, "Size Mismatch");
        if (wanted.ETag is not null && wanted.ETag != info.ETag)
            return (null, "Etag Mismatch");
        if (info.Size == 0)
            return (null, "Too Small; each segment must be at least 1 byte.");
        var range = new ByteRange(0, info.Size);
        if (wanted.Range is not null)
        {
            var parsed = RangeRequest.Parse($"bytes={wanted.Range}", info.Size);
            if (parsed.Ranges.Count != 1)
                return (null, "Unsatisfiable Range");
            range = parsed.Ranges[0];
        }

        return (Describe(container, info, range), "");
    }

    /// <summary>A range that is the whole segment is none.</summary>
    private static ManifestSegment Describe(ContainerInfo container, ObjectInfo info, ByteRange range) => new()
    {
        Container = container.Name,
        Key = info.Key.ToString(),
        Size = info.Size,
        ETag = info.ETag,
        RangeOffset = range.Offset,
        RangeSize = range.Size,
        HasRange = range.Size != info.Size,
        ContentType = info.Metadata.ContentType ?? MediaTypes.Default,
        LastModified = info.LastModified,
        IsManifest = info.IsStaticManifest,
    };

    private static ValueTask RefuseAsync(SwiftRequest request, List<(string Name, string Error)> errors)
    {
        var format = ListingNegotiation.Choose(request);
        var report = new BulkReport();
        report.Errors.AddRange(errors);
        if (format != ListingFormat.Text)
        {
            report.Fields["Response Status"] = "400 Bad Request";
            report.Fields["Response Body"] = "";
        }

        return request.AnswerAsync(400, report.Format(format, "upload"), ListingNegotiation.ContentType(format));
    }
}
