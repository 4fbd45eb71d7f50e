using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Policy;
using Basalt.Control.Identity.Credentials;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/users/{id}/credentials/OS-EC2</c>: the key pairs that S3 clients sign with.</summary>
internal static class OsEc2
{
    public static void Map(ApiRoutes routes)
    {
        const string Path = "/v3/users/{user_id}/credentials/OS-EC2";
        routes.Get(Path, Policy.ListEc2Credentials, ListAsync);
        routes.Post(Path, Policy.CreateEc2Credential, CreateAsync);
        routes.Get(Path + "/{credential_id}", Policy.GetEc2Credential, ShowAsync);
        routes.Delete(Path + "/{credential_id}", Policy.DeleteEc2Credential, DeleteAsync);
    }

    private static async Task ListAsync(ApiRequest request)
    {
        var userId = AuthorizeUser(request);
        var page = request.ReadPage();
        var rows = await request.Service<CredentialStore>().ListAsync(
            userId, Credential.Ec2Type, page.Marker, page.Limit, request.Cancellation);
        var links = request.CutPage(rows, page, static row => row.Id);
        var keys = request.Service<Ec2Credentials>();
        var views = rows
            .Select(row => (Row: row, Blob: keys.Open(row)))
            .Where(static pair => pair.Blob is not null)
            .Select(pair => View(request, pair.Row, pair.Blob!));
        await request.WriteAsync(200, new Ec2List([.. views], links), IdentityJson.Default.Ec2List);
    }

    private static async Task CreateAsync(ApiRequest request)
    {
        var userId = AuthorizeUser(request);
        var body = await request.ReadBodyAsync();
        var projectId = body.RequiredString("tenant_id");
        if (await request.Service<UserStore>().FindAsync(userId, request.Cancellation) is null)
            throw FaultException.NotFound("user", userId);
        if (await request.Service<ProjectStore>().FindAsync(projectId, request.Cancellation) is null)
            throw FaultException.NotFound("project", projectId);
        var (credential, blob) = await request.Service<Ec2Credentials>().CreateAsync(
            userId, projectId, request.Cancellation);
        await AnswerAsync(request, 201, credential, blob);
    }

    private static async Task ShowAsync(ApiRequest request)
    {
        var (credential, blob) = await FindAsync(request);
        await AnswerAsync(request, 200, credential, blob);
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var (credential, _) = await FindAsync(request);
        await request.Service<CredentialStore>().DeleteAsync(credential.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static string AuthorizeUser(ApiRequest request)
    {
        var userId = request.Route("user_id");
        request.Authorize(new PolicyTarget(UserId: userId));
        return userId;
    }

    /// <summary>A key pair of another user than the path's is not found, whoever asks.</summary>
    private static async Task<(Credential Credential, Ec2Blob Blob)> FindAsync(ApiRequest request)
    {
        var userId = AuthorizeUser(request);
        var access = request.Route("credential_id");
        return await request.Service<Ec2Credentials>().FindAsync(access, request.Cancellation) is var (credential, blob)
            && credential.UserId == userId
            ? (credential, blob)
            : throw FaultException.NotFound("credential", access);
    }

    private static Task AnswerAsync(ApiRequest request, int status, Credential credential, Ec2Blob blob) =>
        request.WriteAsync(status, new Ec2Body(View(request, credential, blob)), IdentityJson.Default.Ec2Body);

    private static Ec2View View(ApiRequest request, Credential credential, Ec2Blob blob) => new(
        blob.Access,
        blob.Secret,
        credential.UserId,
        credential.ProjectId,
        blob.TrustId,
        new SelfLink(request.Link(
            $"/v3/users/{credential.UserId}/credentials/OS-EC2/{Uri.EscapeDataString(blob.Access)}")));
}

/// <summary>Not a record: nothing may print its secret.</summary>
internal sealed class Ec2View(
    string access, string secret, string userId, string? tenantId, string? trustId, SelfLink links)
{
    public string Access { get; } = access;

    public string Secret { get; } = secret;

    public string UserId { get; } = userId;

    public string? TenantId { get; } = tenantId;

    public string? TrustId { get; } = trustId;

    public SelfLink Links { get; } = links;
}

internal sealed record Ec2Body(Ec2View Credential);

internal sealed record Ec2List(IReadOnlyList<Ec2View> Credentials, ListLinks Links);
