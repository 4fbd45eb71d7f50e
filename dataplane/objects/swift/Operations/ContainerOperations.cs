using System.Globalization;
using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift.Operations;

/// <summary>PUT, GET, HEAD, POST and DELETE of a container.</summary>
internal sealed class ContainerOperations(ObjectStore store, SwiftAccess access)
{
    private const string ReadAcl = "X-Container-Read";
    private const string WriteAcl = "X-Container-Write";

    public async ValueTask GetAsync(SwiftRequest request)
    {
        var container = await FindAsync(request);
        if (container is null
            ? !access.MayReadAccount(request.Caller, request.Path.Project)
            : !access.MayList(request, container))
            throw SwiftAccess.Denied(request);
        if (container is null)
            throw new SwiftFault(404);
        var format = ListingNegotiation.Choose(request);
        var query = ListingQuery.Read(request.Query);
        await WriteHeadersAsync(request, container);
        if (request.IsHead)
        {
            request.Answer["Content-Type"] = ListingNegotiation.ContentType(format);
            await request.AnswerEmptyAsync(204);
            return;
        }

        var page = await store.ListObjectsAsync(container, query, request.Cancellation);
        await ListingAnswer.SendAsync(request, format, page, "container", container.Name);
    }

    /// <summary>201 for a new one; an existing one takes the metadata and answers 202.</summary>
    public async ValueTask PutAsync(SwiftRequest request)
    {
        RequireOwner(request);
        var settings = Apply(ContainerSettings.Empty, request.Headers);
        var created = await store.CreateContainerAsync(
            request.Path.Project, request.Path.Container!, settings, BucketClaim.IfFree, request.Cancellation);
        if (created.Outcome == ObjectOutcome.ContainerExists)
        {
            await UpdateAsync(request, created.Value!);
            await request.AnswerAsync(202);
            return;
        }

        SwiftErrorMap.ThrowUnlessDone(created.Outcome);
        await request.AnswerAsync(201);
    }

    public async ValueTask PostAsync(SwiftRequest request)
    {
        RequireOwner(request);
        await UpdateAsync(request, await FindAsync(request) ?? throw new SwiftFault(404));
        await request.AnswerAsync(204);
    }

    public async ValueTask DeleteAsync(SwiftRequest request)
    {
        RequireOwner(request);
        var container = await FindAsync(request) ?? throw new SwiftFault(404);
        SwiftErrorMap.ThrowUnlessDone(await store.DeleteContainerAsync(container, request.Cancellation));
        await request.AnswerAsync(204);
    }

    private void RequireOwner(SwiftRequest request)
    {
        if (!access.IsOwner(request.Caller, request.Path.Project))
            throw SwiftAccess.Denied(request);
    }

    private ValueTask<ContainerInfo?> FindAsync(SwiftRequest request)
        => store.FindContainerAsync(request.Path.Project, request.Path.Container!, request.Cancellation);

    private async ValueTask UpdateAsync(SwiftRequest request, ContainerInfo container)
    {
        var updated = await store.UpdateContainerAsync(
            container, settings => Apply(settings, request.Headers), request.Cancellation);
        SwiftErrorMap.ThrowUnlessDone(updated.Outcome);
    }

    private static ContainerSettings Apply(ContainerSettings settings, RequestHeaders headers) => settings with
    {
        User = UserMetadata.Merge(settings.User, headers, "Container"),
        ReadAcl = ApplyAcl(settings.ReadAcl, headers, ReadAcl, "X-Remove-Container-Read"),
        WriteAcl = ApplyAcl(settings.WriteAcl, headers, WriteAcl, "X-Remove-Container-Write"),
    };

    private static string? ApplyAcl(string? current, RequestHeaders headers, string name, string removal)
    {
        if (headers[removal] is not null)
            return null;
        if (headers[name] is not { } sent)
            return current;
        var cleaned = ContainerAcl.Clean(name, sent);
        return cleaned.Length == 0 ? null : cleaned;
    }

    private async ValueTask WriteHeadersAsync(SwiftRequest request, ContainerInfo container)
    {
        var usage = await store.ReadUsageAsync(container.Account, container.Name, request.Cancellation);
        request.Answer["X-Container-Object-Count"] = usage.ObjectCount.ToString(CultureInfo.InvariantCulture);
        request.Answer["X-Container-Bytes-Used"] = usage.Size.ToString(CultureInfo.InvariantCulture);
        request.Answer["X-Timestamp"] = SwiftTime.Timestamp(container.CreatedAt);
        request.Answer["Last-Modified"] = HttpDate.Format(SwiftTime.WholeSeconds(container.CreatedAt));
        request.Answer["Accept-Ranges"] = "bytes";
        request.Answer["X-Storage-Policy"] = InfoDocument.PolicyName;
        UserMetadata.Write(request.Answer, container.Settings.User, "Container");
        // Access lists are the owner's business.
        if (!access.IsOwner(request.Caller, container.Account))
            return;
        request.Answer[ReadAcl] = container.Settings.ReadAcl;
        request.Answer[WriteAcl] = container.Settings.WriteAcl;
    }
}
