using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api.Json;

namespace Basalt.Control.Identity.Api;

/// <summary>The tags of a project or domain, kept as a JSON array.</summary>
internal static class Tags
{
    /// <summary>Keystone allows 80.</summary>
    private const int CountMax = 80;

    /// <summary>The stored text, or what the body sets it to.</summary>
    public static string? Read(JsonFields fields, string? stored)
    {
        if (!fields.Has("tags"))
            return stored;
        var tags = fields.OptionalStrings("tags", CountMax);
        return tags is null or { Count: 0 }
            ? null
            : JsonSerializer.Serialize([.. tags.Distinct(StringComparer.Ordinal)], TagsJson.Default.StringArray);
    }

    public static IReadOnlyList<string> Parse(string? stored) =>
        stored is null ? [] : JsonSerializer.Deserialize(stored, TagsJson.Default.StringArray)!;
}

[JsonSerializable(typeof(string[]))]
internal sealed partial class TagsJson : JsonSerializerContext;
