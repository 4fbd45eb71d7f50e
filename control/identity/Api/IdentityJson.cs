using System.Text.Json.Serialization;

namespace Basalt.Control.Identity.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VersionBody))]
[JsonSerializable(typeof(VersionList))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(CatalogBody))]
[JsonSerializable(typeof(SystemList))]
[JsonSerializable(typeof(ProjectView))]
[JsonSerializable(typeof(DomainView))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(GroupView))]
[JsonSerializable(typeof(RoleView))]
[JsonSerializable(typeof(InferenceBody))]
[JsonSerializable(typeof(InferencesBody))]
[JsonSerializable(typeof(InferenceList))]
[JsonSerializable(typeof(AssignmentList))]
[JsonSerializable(typeof(CredentialView))]
[JsonSerializable(typeof(Ec2Body))]
[JsonSerializable(typeof(Ec2List))]
internal sealed partial class IdentityJson : JsonSerializerContext;
