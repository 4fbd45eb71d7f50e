using System.Text.Json.Serialization;

namespace Basalt.Control.Identity.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VersionBody))]
[JsonSerializable(typeof(VersionList))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(CatalogBody))]
[JsonSerializable(typeof(SystemList))]
[JsonSerializable(typeof(ProjectBody))]
[JsonSerializable(typeof(ProjectList))]
[JsonSerializable(typeof(DomainBody))]
[JsonSerializable(typeof(DomainList))]
[JsonSerializable(typeof(UserBody))]
[JsonSerializable(typeof(UserList))]
[JsonSerializable(typeof(GroupBody))]
[JsonSerializable(typeof(GroupList))]
[JsonSerializable(typeof(RoleBody))]
[JsonSerializable(typeof(RoleList))]
[JsonSerializable(typeof(InferenceBody))]
[JsonSerializable(typeof(InferencesBody))]
[JsonSerializable(typeof(InferenceList))]
[JsonSerializable(typeof(AssignmentList))]
[JsonSerializable(typeof(CredentialBody))]
[JsonSerializable(typeof(CredentialList))]
[JsonSerializable(typeof(Ec2Body))]
[JsonSerializable(typeof(Ec2List))]
internal sealed partial class IdentityJson : JsonSerializerContext;
