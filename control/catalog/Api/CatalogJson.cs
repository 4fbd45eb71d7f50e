using System.Text.Json.Serialization;

namespace Basalt.Control.Catalog.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RegionView))]
[JsonSerializable(typeof(ServiceView))]
[JsonSerializable(typeof(EndpointView))]
internal sealed partial class CatalogJson : JsonSerializerContext;
