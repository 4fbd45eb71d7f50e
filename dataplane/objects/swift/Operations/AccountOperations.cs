using System.Globalization;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift.Operations;

/// <summary>GET, HEAD and POST of an account. Accounts come and go with their projects: PUT and DELETE are not
/// allowed.</summary>
internal sealed class AccountOperations(ObjectStore store, SwiftAccess access)
{
    public async ValueTask GetAsync(SwiftRequest request)
    {
        if (!access.MayReadAccount(request.Caller, request.Path.Project))
            throw SwiftAccess.Denied(request);
        var format = ListingNegotiation.Choose(request);
        var query = ListingQuery.Read(request.Query);
        var account = await store.GetAccountAsync(request.Path.Project, request.Cancellation);
        await WriteHeadersAsync(request, account);
        if (request.IsHead)
        {
            request.Answer["Content-Type"] = ListingNegotiation.ContentType(format);
            await request.AnswerEmptyAsync(204);
            return;
        }

        var page = await store.ListContainersAsync(request.Path.Project, query, request.Cancellation);
        await ListingAnswer.SendAsync(request, format, page, "account", request.Path.Account);
    }

    public async ValueTask PostAsync(SwiftRequest request)
    {
        if (!access.IsOwner(request.Caller, request.Path.Project))
            throw SwiftAccess.Denied(request);
        var outcome = await store.UpdateAccountAsync(
            request.Path.Project,
            account => account with { User = UserMetadata.Merge(account.User, request.Headers, "Account") },
            request.Cancellation);
        SwiftErrorMap.ThrowUnlessDone(outcome);
        await request.AnswerAsync(204);
    }

    private async ValueTask WriteHeadersAsync(SwiftRequest request, AccountInfo account)
    {
        var usage = await store.ReadUsageAsync(request.Path.Project, request.Cancellation);
        request.Answer["X-Account-Container-Count"] = usage.ContainerCount.ToString(CultureInfo.InvariantCulture);
        request.Answer["X-Account-Object-Count"] = usage.ObjectCount.ToString(CultureInfo.InvariantCulture);
        request.Answer["X-Account-Bytes-Used"] = usage.Size.ToString(CultureInfo.InvariantCulture);
        request.Answer["X-Timestamp"] = SwiftTime.Timestamp(account.CreatedAt ?? DateTimeOffset.UnixEpoch);
        request.Answer["Accept-Ranges"] = "bytes";
        UserMetadata.Write(request.Answer, account.User, "Account");
    }
}
