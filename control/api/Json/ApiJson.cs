using System.Text.Json.Serialization;

namespace Basalt.Control.Api.Json;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ListLinks))]
internal sealed partial class ApiJson : JsonSerializerContext;
