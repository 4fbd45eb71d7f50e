using System.Text;
using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift.Operations;

/// <summary>COPY with Destination, and PUT with X-Copy-From: the same from two ends.</summary>
internal sealed class ObjectCopies(ObjectStore store, SwiftAccess access, ObjectWrites writes, TimeProvider clock)
{
    /// <summary>COPY: the path names the source.</summary>
    public async ValueTask CopyAsync(SwiftRequest request)
    {
        var destination = request.Headers["Destination"]
            ?? throw new SwiftFault(412, "Destination header required");
        var (container, key) = SwiftPath.ParseObjectName(destination, "Destination");
        var project = ProjectOf(request.Headers["Destination-Account"], request);
        var target = await writes.FindTargetAsync(request, project, container, request.Cancellation);
        await CopyAsync(request, (request.Path.Project, request.Path.Container!, request.Key), target, key);
    }

    /// <summary>PUT: the path names the target.</summary>
    public async ValueTask PutAsync(SwiftRequest request, ContainerInfo target)
    {
        if (request.Exchange.RequestContentLength is not 0)
            throw new SwiftFault(400, "Copy requests require a zero byte body");
        var (container, key) = SwiftPath.ParseObjectName(request.Headers["X-Copy-From"]!, "X-Copy-From");
        var project = ProjectOf(request.Headers["X-Copy-From-Account"], request);
        await CopyAsync(request, (project, container, key), target, request.Key);
    }

    private async ValueTask CopyAsync(
        SwiftRequest request,
        (string Project, string Container, ObjectKey Key) from,
        ContainerInfo target,
        ObjectKey targetKey)
    {
        var source = await store.FindContainerAsync(from.Project, from.Container, request.Cancellation);
        if (source is null
            ? !access.MayReadAccount(request.Caller, from.Project)
            : !access.MayRead(request, source))
            throw SwiftAccess.Denied(request);
        if (source is null)
            throw new SwiftFault(404);

        var copiesManifest = request.Query.Text("multipart-manifest") == "get";
        var opened = copiesManifest
            ? await store.OpenManifestAsync(source, from.Key, request.Cancellation)
            : await store.OpenObjectAsync(
                source, from.Key, segments => access.MayRead(request, segments), request.Cancellation);
        if (!opened.IsDone)
            throw SwiftErrorMap.ToFault(opened.Outcome);
        await using var reader = opened.Value;
        var stored = await StoreAsync(request, source, reader, copiesManifest, target, targetKey);

        ObjectWrites.WriteStored(request, stored);
        request.Answer["X-Copied-From"] = PercentEncoding.Encode(
            [.. Encoding.UTF8.GetBytes(from.Container), (byte)'/', .. from.Key.Utf8.Span], keepSlash: true);
        request.Answer["X-Copied-From-Account"] = SwiftPath.AccountPrefix + PercentEncoding.Encode(
            Encoding.UTF8.GetBytes(from.Project), keepSlash: false);
        request.Answer["X-Copied-From-Last-Modified"] =
            HttpDate.Format(SwiftTime.WholeSeconds(reader.Info.LastModified));
        UserMetadata.Write(request.Answer, stored.Metadata.User, "Object");
        await request.AnswerAsync(201);
    }

    private async ValueTask<ObjectInfo> StoreAsync(
        SwiftRequest request,
        ContainerInfo source,
        ObjectReader reader,
        bool copiesManifest,
        ContainerInfo target,
        ObjectKey targetKey)
    {
        var info = reader.Info;
        if (info.Size > SwiftLimits.FileSizeMax)
            throw new SwiftFault(413);
        StaticManifest? manifest = null;
        if (copiesManifest && info.IsStaticManifest)
        {
            var read = await store.ReadManifestAsync(source, info.Key, request.Cancellation);
            manifest = read.Value ?? throw SwiftErrorMap.ToFault(read.Outcome);
        }

        await using var body = store.CreateWriter(info.Size);
        SwiftErrorMap.ThrowUnlessDone(await body.AppendAsync(reader, 0, info.Size, request.Cancellation));
        var put = new PutRequest
        {
            Metadata = MetadataOf(request, info, copiesManifest),
            ExpectedMd5 = ObjectWrites.ReadExpectedMd5(request.Headers["Etag"]),
            Checksums = info.Checksums.Any(checksum => checksum.IsComposite) ? [] : info.Checksums,
            StaticManifest = manifest,
            Precondition = request.Method == "PUT" ? ObjectWrites.PreconditionOf(request) : null,
        };
        var stored = await store.PutObjectAsync(target, targetKey, body, put, request.Cancellation);
        return stored.Value ?? throw SwiftErrorMap.ToFault(stored.Outcome);
    }

    private ObjectMetadata MetadataOf(SwiftRequest request, ObjectInfo source, bool copiesManifest)
    {
        var isFresh = QueryParameters.IsTrueText(request.Headers["X-Fresh-Metadata"]);
        var kept = isFresh ? new ObjectMetadata { ContentType = source.Metadata.ContentType } : source.Metadata;
        var metadata = ObjectHeaders.ReadForCopy(request, kept, clock.GetUtcNow());
        return copiesManifest && metadata.DynamicManifest is null
            ? metadata with { DynamicManifest = source.Metadata.DynamicManifest }
            : metadata;
    }

    private static string ProjectOf(string? accountField, SwiftRequest request)
    {
        if (accountField is null)
            return request.Path.Project;
        var account = Encoding.UTF8.GetString(PercentEncoding.Decode(accountField));
        return account.StartsWith(SwiftPath.AccountPrefix, StringComparison.Ordinal)
            && ContainerNames.IsAccount(account[SwiftPath.AccountPrefix.Length..])
            ? account[SwiftPath.AccountPrefix.Length..]
            : throw new SwiftFault(412, "Account name cannot be used");
    }
}
