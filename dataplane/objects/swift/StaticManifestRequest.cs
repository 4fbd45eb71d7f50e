using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>The list of <c>{"path", "etag", "size_bytes", "range"}</c> that a client puts, and gets with
/// <c>format=raw</c>.</summary>
internal static class StaticManifestRequest
{
    private static readonly HashSet<string> KnownKeys = ["path", "etag", "size_bytes", "range"];

    /// <summary>Throws 400 with Swift's words, or 413 for too many segments.</summary>
    public static List<RequestedSegment> Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                throw new SwiftFault(400, "Manifest must be a list.\n");
            var length = document.RootElement.GetArrayLength();
            if (length > ObjectLimits.StaticSegmentsMax)
                throw new SwiftFault(413, $"Number of segments must be <= {ObjectLimits.StaticSegmentsMax}");
            if (length == 0)
                throw new SwiftFault(400, "Manifest must have at least one segment.\n");
            return [.. document.RootElement.EnumerateArray().Select(ParseSegment)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is how a string says, when it is read, that it is no Unicode.
            throw new SwiftFault(400, "Manifest must be valid JSON.\n");
        }
    }

    public static ReadOnlyMemory<byte> Format(StaticManifest manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var segment in manifest.Segments)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, $"/{segment.Container}/{segment.Key}");
            json.WriteString("etag"u8, segment.ETag);
            json.WriteNumber("size_bytes"u8, segment.Size);
            if (segment.HasRange)
                json.WriteString("range"u8, StaticManifest.FormatRange(segment));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static RequestedSegment ParseSegment(JsonElement element, int index)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(index, "not a JSON object");
        foreach (var property in element.EnumerateObject())
        {
            if (!KnownKeys.Contains(property.Name))
                throw Wrong(index, $"extraneous keys \"{property.Name}\"");
        }

        var path = Text(element, "path", index) ?? throw Wrong(index, "missing required key \"path\"");
        path = path.TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || !ContainerNames.IsContainer(path[..slash])
            || !ObjectKey.TryCreate(path[(slash + 1)..], out var key))
            throw Wrong(index, "path does not refer to an object. Path must be of the form /container/object.");
        return new RequestedSegment(
            path[..slash], key, Text(element, "etag", index)?.Trim('"'), Size(element, index),
            Text(element, "range", index));
    }

    private static string? Text(JsonElement element, string name, int index)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw Wrong(index, $"{name} must be a string");
    }

    private static long? Size(JsonElement element, int index)
    {
        if (!element.TryGetProperty("size_bytes", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        var isNumber = value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _);
        if (isNumber && value.GetInt64() >= 1)
            return value.GetInt64();
        if (isNumber)
            throw Wrong(index, "too small; each segment must be at least 1 byte.");
        return value.ValueKind == JsonValueKind.String
            && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size >= 1
            ? size
            : throw Wrong(index, "invalid size_bytes");
    }

    private static SwiftFault Wrong(int index, string what)
        => new(400, string.Create(CultureInfo.InvariantCulture, $"Index {index}: {what}\n"));
}
