using System.Text.Json;
using Basalt.Control.Api.Faults;

namespace Basalt.Control.Api.Json;

/// <summary>A JSON object of a request, read field by field. A field of the wrong type is refused by its
/// name.</summary>
/// <remarks>Absent and null differ in a PATCH: <see cref="Has"/> tells.</remarks>
public sealed class JsonFields
{
    private const int NameLengthMax = 255;

    private readonly JsonElement _element;
    private readonly string _path;

    internal JsonFields(JsonElement element, string path)
    {
        _element = element;
        _path = path;
    }

    public bool Has(string name) => _element.TryGetProperty(name, out _);

    public JsonFields RequiredObject(string name) =>
        OptionalObject(name) ?? throw FaultException.Missing(name, TargetName);

    public JsonFields? OptionalObject(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new JsonFields(value, PathOf(name)),
        { } value => throw WrongType(name, value, "object"),
    };

    /// <summary>A string of 1 to <paramref name="lengthMax"/> characters, not of blanks alone.</summary>
    public string RequiredString(string name, int lengthMax = NameLengthMax)
    {
        var text = OptionalString(name, lengthMax) ?? throw FaultException.Missing(name, TargetName);
        return string.IsNullOrWhiteSpace(text)
            ? throw FaultException.InvalidField(PathOf(name), "'' is too short")
            : text;
    }

    /// <summary>A string that may be empty; null when absent or null.</summary>
    public string? OptionalString(string name, int lengthMax = NameLengthMax)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw WrongType(name, value, "string");
        var text = value.GetString()!;
        return text.Length > lengthMax
            ? throw FaultException.InvalidField(PathOf(name), $"is longer than {lengthMax} characters")
            : text;
    }

    public bool? OptionalBoolean(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw WrongType(name, value, "boolean"),
    };

    public IReadOnlyList<string>? OptionalStrings(string name, int countMax)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Array)
            throw WrongType(name, value, "array");
        if (value.GetArrayLength() > countMax)
            throw FaultException.InvalidField(PathOf(name), $"has more than {countMax} items");
        return [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw WrongType(name, item, "string"))];
    }

    /// <summary>The objects of an array.</summary>
    public IReadOnlyList<JsonFields> OptionalObjects(string name, int countMax)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            throw WrongType(name, value, "array");
        if (value.GetArrayLength() > countMax)
            throw FaultException.InvalidField(PathOf(name), $"has more than {countMax} items");
        return [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object
            ? new JsonFields(item, PathOf(name))
            : throw WrongType(name, item, "object"))];
    }

    /// <summary>Refuses another value than the present one for a field that never changes.</summary>
    public void Keep(string name, string? current)
    {
        if (Has(name) && OptionalString(name) != current)
            throw FaultException.InvalidField(PathOf(name), "cannot change");
    }

    /// <summary>A field's value as the JSON it came as; null when absent.</summary>
    public string? RawText(string name) => _element.TryGetProperty(name, out var value) ? value.GetRawText() : null;

    /// <summary>The fields that are not among the known ones: Keystone keeps them with the resource.</summary>
    public IReadOnlyDictionary<string, JsonElement> Others(IReadOnlyList<string> known)
    {
        var others = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in _element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
                others[property.Name] = property.Value;
        }

        return others;
    }

    private string TargetName => _path.Length == 0 ? "request body" : _path;

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    /// <summary>Null in JSON and absence are one here.</summary>
    private JsonElement? Find(string name) =>
        _element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private FaultException WrongType(string name, JsonElement value, string expected)
    {
        var kind = value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "a boolean",
            JsonValueKind.Null or JsonValueKind.Undefined or _ => "null",
        };
        return FaultException.InvalidField(PathOf(name), $"{kind} is not of type '{expected}'");
    }
}
