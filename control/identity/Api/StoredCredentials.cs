using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Policy;
using Basalt.Control.Api.Resources;
using Basalt.Control.Identity.Credentials;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/credentials</c>: Identity API v3, "Credentials".</summary>
/// <remarks>Who a credential belongs to never changes: moving one to another project was a way up
/// (CVE-2020-12691).</remarks>
internal sealed class StoredCredentials()
    : Resource<Credential, CredentialView>("credential", "credentials", IdentityJson.Default.CredentialView)
{
    private const int BlobLengthMax = 65_536;

    protected override IReadOnlyList<string> Fields { get; } =
        ["id", "user_id", "project_id", "type", "blob", "links"];

    public void Map(ApiRoutes routes) => Map(routes, "/v3/credentials", Policy.Credentials);

    protected override CredentialView View(ApiRequest request, Credential credential) => new(
        credential.Id,
        credential.UserId,
        credential.ProjectId,
        credential.Type,
        request.Service<CredentialCipher>().Decrypt(credential.EncryptedBlob),
        new SelfLink(request.Link($"/v3/credentials/{credential.Id}")))
    {
        Extra = ExtraFields.Parse(credential.Extra),
    };

    protected override string KeyOf(Credential credential) => credential.Id;

    protected override PolicyTarget? TargetOf(Credential? credential) => new(UserId: credential?.UserId);

    protected override Task<Credential?> LoadAsync(ApiRequest request, string id) =>
        request.Service<CredentialStore>().FindAsync(id, request.Cancellation);

    protected override Task<List<Credential>> ListAsync(ApiRequest request, PageRequest page)
    {
        // Who may not see everyone's sees its own.
        var userId = request.Query("user_id");
        if (!request.MayReach(new PolicyTarget(UserId: userId)))
        {
            userId ??= request.Caller.UserId;
            request.Authorize(new PolicyTarget(UserId: userId));
        }

        return request.Service<CredentialStore>().ListAsync(
            userId, request.Query("type"), page.Marker, page.Limit, request.Cancellation);
    }

    protected override async Task<Credential> CreateAsync(ApiRequest request, JsonFields fields)
    {
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
            Extra = Extra(null, fields),
        };
        await request.Service<CredentialStore>().AddAsync(credential, request.Cancellation);
        return credential;
    }

    protected override Task<Credential?> UpdateAsync(ApiRequest request, Credential credential, JsonFields fields)
    {
        fields.Keep("user_id", credential.UserId);
        fields.Keep("project_id", credential.ProjectId);
        fields.Keep("type", credential.Type);
        string? encrypted = null;
        if (fields.Has("blob"))
        {
            var blob = ReadBlob(fields);
            if (credential.Type == Credential.Ec2Type && Ec2Blob.IdOf(ReadKey(blob).Access) != credential.Id)
                throw FaultException.InvalidField("credential.blob", "cannot change its access key");
            encrypted = request.Service<CredentialCipher>().Encrypt(blob);
        }

        return request.Service<CredentialStore>().UpdateAsync(
            credential.Id,
            row => row with
            {
                EncryptedBlob = encrypted ?? row.EncryptedBlob,
                Extra = Extra(row.Extra, fields),
            },
            request.Cancellation);
    }

    protected override Task DeleteAsync(ApiRequest request, Credential credential) =>
        request.Service<CredentialStore>().DeleteAsync(credential.Id, request.Cancellation);

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
