using System.Text.Json;
using System.Text.Json.Serialization;

namespace Basalt.Control.Api.Json;

/// <summary>Fields that clients add to a resource and get back: kept as one JSON object beside the columns.</summary>
public static class ExtraFields
{
    /// <summary>The stored text with the new fields laid over it; a field set to null goes.</summary>
    public static string? Merge(string? stored, IReadOnlyDictionary<string, JsonElement> changes)
    {
        if (changes.Count == 0)
            return stored;
        var fields = Parse(stored) ?? [];
        foreach (var (name, value) in changes)
        {
            if (value.ValueKind == JsonValueKind.Null)
                fields.Remove(name);
            else
                fields[name] = value;
        }

        return fields.Count == 0
            ? null
            : JsonSerializer.Serialize(fields, ExtraFieldsJson.Default.DictionaryStringJsonElement);
    }

    public static Dictionary<string, JsonElement>? Parse(string? stored) => stored is null
        ? null
        : JsonSerializer.Deserialize(stored, ExtraFieldsJson.Default.DictionaryStringJsonElement);
}

[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class ExtraFieldsJson : JsonSerializerContext;
