using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift.Operations;

/// <summary>GET and HEAD of an object: conditions, ranges, large objects, and manifests as they are.</summary>
internal sealed class ObjectReads(ObjectStore store, SwiftAccess access)
{
    public async ValueTask GetAsync(SwiftRequest request)
    {
        var container = await store.FindContainerAsync(
            request.Path.Project, request.Path.Container!, request.Cancellation);
        if (container is null
            ? !access.MayReadAccount(request.Caller, request.Path.Project)
            : !access.MayRead(request, container))
            throw SwiftAccess.Denied(request);
        if (container is null)
            throw new SwiftFault(404);

        if (request.Query.Text("multipart-manifest") == "get")
            await GetManifestAsync(request, container);
        else if (request.IsHead)
            await HeadAsync(request, container);
        else
            await GetBodyAsync(request, container);
    }

    private async ValueTask HeadAsync(SwiftRequest request, ContainerInfo container)
    {
        var found = await store.HeadObjectAsync(
            container, request.Key, segments => access.MayRead(request, segments), request.Cancellation);
        if (!found.IsDone)
            throw SwiftErrorMap.ToFault(found.Outcome);
        ObjectHeaders.Write(request.Answer, found.Value);
        if (await AnswersConditionAsync(request, found.Value))
            return;
        request.Answer.ContentLength = found.Value.Size;
        request.Exchange.StatusCode = 200;
    }

    private async ValueTask GetBodyAsync(SwiftRequest request, ContainerInfo container)
    {
        var opened = await store.OpenObjectAsync(
            container, request.Key, segments => access.MayRead(request, segments), request.Cancellation);
        if (!opened.IsDone)
            throw SwiftErrorMap.ToFault(opened.Outcome);
        await using var reader = opened.Value;
        ObjectHeaders.Write(request.Answer, reader.Info);
        if (!await AnswersConditionAsync(request, reader.Info))
            await BodyAnswer.SendAsync(request, reader);
    }

    private async ValueTask GetManifestAsync(SwiftRequest request, ContainerInfo container)
    {
        var opened = await store.OpenManifestAsync(container, request.Key, request.Cancellation);
        if (!opened.IsDone)
            throw SwiftErrorMap.ToFault(opened.Outcome);
        await using var reader = opened.Value;
        var info = reader.Info;
        ObjectHeaders.Write(request.Answer, info);
        if (!info.IsStaticManifest && !info.IsMultipart)
        {
            if (!await AnswersConditionAsync(request, info))
                await BodyAnswer.SendAsync(request, reader);
            return;
        }

        const string Json = "application/json; charset=utf-8";
        request.Answer["Etag"] = info.ETag;
        if (info.IsMultipart)
        {
            // S3's parts have no names of their own: nothing that a client could read or delete one by one.
            await request.AnswerAsync(200, "[]", Json);
            return;
        }

        if (request.Query.Text("format") == "raw")
        {
            var manifest = await store.ReadManifestAsync(container, request.Key, request.Cancellation);
            if (!manifest.IsDone)
                throw SwiftErrorMap.ToFault(manifest.Outcome);
            await request.AnswerAsync(200, StaticManifestRequest.Format(manifest.Value), Json);
            return;
        }

        request.Answer["Content-Type"] = Json;
        await BodyAnswer.SendAsync(request, reader);
    }

    /// <summary>True if a condition (RFC 9110 section 13) has decided the answer.</summary>
    private static async ValueTask<bool> AnswersConditionAsync(SwiftRequest request, ObjectInfo info)
    {
        var outcome = ConditionalRequest.OfRead(request.Headers)
            .Evaluate(info.ETag, SwiftTime.WholeSeconds(info.LastModified));
        switch (outcome)
        {
            case ConditionalOutcome.NotModified:
                await request.AnswerAsync(304);
                return true;
            case ConditionalOutcome.PreconditionFailed:
                await request.AnswerAsync(412);
                return true;
            default:
                return false;
        }
    }
}
