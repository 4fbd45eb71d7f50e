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
internal sealed partial class IdentityJson : JsonSerializerContext;
