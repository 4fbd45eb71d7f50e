using System.Text.Json;
using System.Text.Json.Serialization;

namespace Basalt.Control.Api.Faults;

/// <summary>Keystone's shape of an error: <c>{"error": {"code": 404, "message": "…", "title": "Not
/// Found"}}</c>.</summary>
internal sealed record FaultBody(FaultDetail Error)
{
    internal static byte[] Serialize(int status, string title, string message) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new FaultBody(new FaultDetail(status, message, title)), FaultJson.Default.FaultBody);
}

internal sealed record FaultDetail(int Code, string Message, string Title);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FaultBody))]
internal sealed partial class FaultJson : JsonSerializerContext;
