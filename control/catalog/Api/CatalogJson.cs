using System.Text.Json.Serialization;

namespace Basalt.Control.Catalog.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RegionBody))]
[JsonSerializable(typeof(RegionList))]
[JsonSerializable(typeof(ServiceBody))]
[JsonSerializable(typeof(ServiceList))]
[JsonSerializable(typeof(EndpointBody))]
[JsonSerializable(typeof(EndpointList))]
internal sealed partial class CatalogJson : JsonSerializerContext;
