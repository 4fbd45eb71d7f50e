using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Policy;
using Basalt.Control.Identity.Credentials;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/credentials</c>: Identity API v3, "Credentials".</summary>
/// <remarks>Who a credential belongs to never changes: moving one to another project was a way up
/// (CVE-2020-12691).</remarks>
internal static class StoredCredentials
{
    private const int BlobLengthMax = 65_536;

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/v3/credentials", Policy.ListCredentials, ListAsync);
        routes.Post("/v3/credentials", Policy.CreateCredential, CreateAsync);
        routes.Get("/v3/credentials/{credential_id}", Policy.GetCredential, ShowAsync);
        routes.Patch("/v3/credentials/{credential_id}", Policy.UpdateCredential, UpdateAsync);
        routes.Delete("/v3/credentials/{credential_id}", Policy.DeleteCredential, DeleteAsync);
    }

    private static async Task ListAsync(ApiRequest request)
    {
        // Who may not see everyone's sees its own.
        var userId = request.Query("user_id");
        if (!request.MayReach(new PolicyTarget(UserId: userId)))
        {
            userId ??= request.Caller.UserId;
            request.Authorize(new PolicyTarget(UserId: userId));
        }

        var page = request.ReadPage();
        var rows = await request.Service<CredentialStore>().ListAsync(
            userId, request.Query("type"), page.Marker, page.Limit, request.Cancellation);
        var links = request.CutPage(rows, page, static row => row.Id);
        await request.WriteAsync(
            200,
            new CredentialList([.. rows.Select(row => View(request, row))], links),
            IdentityJson.Default.CredentialList);
    }

    private static async Task ShowAsync(ApiRequest request) =>
        await AnswerAsync(request, 200, await FindAsync(request));

    private static async Task CreateAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("credential");
        var userId = fields.OptionalString("user_id") ?? request.Caller.UserId;
        request.Authorize(new PolicyTarget(UserId: userId));
        if (await request.Service<UserStore>().FindAsync(userId, request.Cancellation) is null)
            throw FaultException.NotFound("user", userId);
        var type = fields.RequiredString("type");
        var blob = ReadBlob(fields);
        var credential = new Credential
        {
            Id = type == Credential.Ec2Type ? Ec2Blob.IdOf(ReadKey(blob).Access) : Guid.NewGuid().ToString("N"),
            UserId = userId,
            ProjectId = await ReadProjectAsync(request, fields, type),
            Type = type,
            EncryptedBlob = request.Service<CredentialCipher>().Encrypt(blob),
            Extra = ExtraFields.Merge(null, Others(fields)),
        };
        await request.Service<CredentialStore>().AddAsync(credential, request.Cancellation);
        await AnswerAsync(request, 201, credential);
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var credential = await FindAsync(request);
        var fields = await request.ReadObjectAsync("credential");
        RefuseChange(fields, "user_id", credential.UserId);
        RefuseChange(fields, "project_id", credential.ProjectId);
        RefuseChange(fields, "type", credential.Type);
        string? encrypted = null;
        if (fields.Has("blob"))
        {
            var blob = ReadBlob(fields);
            if (credential.Type == Credential.Ec2Type && Ec2Blob.IdOf(ReadKey(blob).Access) != credential.Id)
                throw FaultException.InvalidField("credential.blob", "cannot change its access key");
            encrypted = request.Service<CredentialCipher>().Encrypt(blob);
        }

        var others = Others(fields);
        var changed = await request.Service<CredentialStore>().UpdateAsync(
            credential.Id,
            row => row with
            {
                EncryptedBlob = encrypted ?? row.EncryptedBlob,
                Extra = ExtraFields.Merge(row.Extra, others),
            },
            request.Cancellation);
        await AnswerAsync(request, 200, changed ?? throw FaultException.NotFound("credential", credential.Id));
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var credential = await FindAsync(request);
        await request.Service<CredentialStore>().DeleteAsync(credential.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static async Task<string?> ReadProjectAsync(ApiRequest request, JsonFields fields, string type)
    {
        if (fields.OptionalString("project_id") is not { } projectId)
        {
            return type == Credential.Ec2Type
                ? throw FaultException.Missing("project_id", "credential")
                : null;
        }

        return await request.Service<ProjectStore>().FindAsync(projectId, request.Cancellation) is null
            ? throw FaultException.NotFound("project", projectId)
            : projectId;
    }

    private static string ReadBlob(JsonFields fields) =>
        fields.OptionalString("blob", BlobLengthMax) ?? throw FaultException.Missing("blob", "credential");

    /// <summary>A key pair that a client brings; what it may act as is not for the client to say.</summary>
    private static Ec2Blob ReadKey(string blob) =>
        Ec2Blob.TryParse(blob) is { Access.Length: > 0, Secret.Length: > 0, TrustId: null } key
            ? key
            : throw FaultException.InvalidField("credential.blob", "is not a JSON object of access and secret");

    private static void RefuseChange(JsonFields fields, string name, string? current)
    {
        if (fields.Has(name) && fields.OptionalString(name) != current)
            throw FaultException.InvalidField($"credential.{name}", "cannot change");
    }

    private static async Task<Credential> FindAsync(ApiRequest request)
    {
        var id = request.Route("credential_id");
        var credential = await request.Service<CredentialStore>().FindAsync(id, request.Cancellation);
        request.Authorize(new PolicyTarget(UserId: credential?.UserId));
        return credential ?? throw FaultException.NotFound("credential", id);
    }

    private static IReadOnlyDictionary<string, JsonElement> Others(JsonFields fields) =>
        fields.Others("id", "user_id", "project_id", "type", "blob", "links");

    private static Task AnswerAsync(ApiRequest request, int status, Credential credential) =>
        request.WriteAsync(status, new CredentialBody(View(request, credential)), IdentityJson.Default.CredentialBody);

    private static CredentialView View(ApiRequest request, Credential credential) => new(
        credential.Id,
        credential.UserId,
        credential.ProjectId,
        credential.Type,
        request.Service<CredentialCipher>().Decrypt(credential.EncryptedBlob),
        new SelfLink(request.Link($"/v3/credentials/{credential.Id}")))
    {
        Extra = ExtraFields.Parse(credential.Extra),
    };
}

/// <summary>Not a record: nothing may print its blob.</summary>
internal sealed class CredentialView(
    string id,
    string userId,
    string? projectId,
    string type,
    string blob,
    SelfLink links)
{
    public string Id { get; } = id;

    public string UserId { get; } = userId;

    public string? ProjectId { get; } = projectId;

    public string Type { get; } = type;

    public string Blob { get; } = blob;

    public SelfLink Links { get; } = links;

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

internal sealed record CredentialBody(CredentialView Credential);

internal sealed record CredentialList(IReadOnlyList<CredentialView> Credentials, ListLinks Links);
