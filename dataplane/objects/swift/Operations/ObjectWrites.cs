using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift.Operations;

/// <summary>PUT, POST and DELETE of an object.</summary>
internal sealed class ObjectWrites(ObjectStore store, SwiftAccess access, TimeProvider clock)
{
    private const int Md5Size = 16;

    public async ValueTask PutAsync(SwiftRequest request, ContainerInfo container)
    {
        var precondition = PreconditionOf(request);
        await RefuseEarlyAsync(request, container, precondition);
        CheckLength(request);
        var metadata = ObjectHeaders.ReadForPut(request, clock.GetUtcNow());
        var expectedMd5 = ReadExpectedMd5(request.Headers["Etag"]);

        await using var body = store.CreateWriter(request.Exchange.RequestContentLength ?? -1);
        var appended = await body.AppendAsync(
            request.Exchange.RequestBody, SwiftLimits.FileSizeMax, request.Cancellation);
        SwiftErrorMap.ThrowUnlessDone(appended);
        var put = new PutRequest
        {
            Metadata = metadata,
            ExpectedSize = request.Exchange.RequestContentLength,
            ExpectedMd5 = expectedMd5,
            Precondition = precondition,
        };
        var stored = await store.PutObjectAsync(container, request.Key, body, put, request.Cancellation);
        if (!stored.IsDone)
            throw SwiftErrorMap.ToFault(stored.Outcome);
        WriteStored(request, stored.Value);
        await request.AnswerAsync(201);
    }

    public async ValueTask PostAsync(SwiftRequest request, ContainerInfo container)
    {
        var now = clock.GetUtcNow();
        var updated = await store.UpdateObjectAsync(
            container,
            request.Key,
            current => ObjectHeaders.ReadForPost(request, current.Metadata, now),
            PreconditionOf(request),
            request.Cancellation);
        SwiftErrorMap.ThrowUnlessDone(updated.Outcome);
        await request.AnswerAsync(202);
    }

    public async ValueTask DeleteAsync(SwiftRequest request, ContainerInfo container)
    {
        var outcome = await store.DeleteObjectAsync(
            container, request.Key, PreconditionOf(request), request.Cancellation);
        SwiftErrorMap.ThrowUnlessDone(outcome);
        await request.AnswerAsync(204);
    }

    /// <summary>Finds the container of an object that is to be written, and checks that the caller may.</summary>
    public async ValueTask<ContainerInfo> FindTargetAsync(
        SwiftRequest request, string project, string name, CancellationToken cancellation)
    {
        var container = await store.FindContainerAsync(project, name, cancellation);
        if (container is null ? !access.IsOwner(request.Caller, project) : !access.MayWrite(request, container))
            throw SwiftAccess.Denied(request);
        return container ?? throw new SwiftFault(404);
    }

    /// <summary>Null if the request has no conditions. Dates compare with Last-Modified as Swift rounds it.</summary>
    public static ObjectPrecondition? PreconditionOf(SwiftRequest request)
    {
        if (request.Method == "PUT" && request.Headers["If-None-Match"] is { } sent && sent.Trim() != "*")
            throw new SwiftFault(400, "If-None-Match only supports *");
        var conditions = ConditionalRequest.OfWrite(request.Headers);
        if (conditions.IsEmpty)
            return null;
        return current => conditions.Evaluate(
            current?.ETag, current is null ? default : SwiftTime.WholeSeconds(current.LastModified))
            == ConditionalOutcome.Proceed;
    }

    /// <summary>The MD5 a client announces in its Etag field; empty if none. What is no MD5 can match no body:
    /// 422.</summary>
    public static ReadOnlyMemory<byte> ReadExpectedMd5(string? field)
    {
        if (string.IsNullOrWhiteSpace(field))
            return default;
        var text = field.Trim().Trim('"');
        var md5 = new byte[Md5Size];
        return text.Length == Md5Size * 2
            && Convert.FromHexString(text, md5, out _, out _) == System.Buffers.OperationStatus.Done
            ? md5
            : throw new SwiftFault(422);
    }

    public static void WriteStored(SwiftRequest request, ObjectInfo stored)
    {
        request.Answer["Etag"] = ObjectHeaders.ETagOf(stored);
        request.Answer["Last-Modified"] = HttpDate.Format(SwiftTime.WholeSeconds(stored.LastModified));
    }

    /// <summary>What is bound to fail fails before the body is asked for.</summary>
    private async ValueTask RefuseEarlyAsync(
        SwiftRequest request, ContainerInfo container, ObjectPrecondition? precondition)
    {
        if (precondition is null)
            return;
        if (!precondition(await store.FindObjectAsync(container, request.Key, request.Cancellation)))
            throw new SwiftFault(412);
    }

    private static void CheckLength(SwiftRequest request)
    {
        if (request.Headers["Content-Length"] is null && request.Headers["Transfer-Encoding"] is null)
            throw new SwiftFault(411);
        if (request.Exchange.RequestContentLength > SwiftLimits.FileSizeMax)
            throw new SwiftFault(413);
    }
}
