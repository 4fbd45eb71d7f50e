using System.Globalization;
using System.Text;
using System.Text.Json;
using Basalt.Objects.Core.Records;

namespace Basalt.Objects.Core;

/// <summary>A list of segments that is read as one object (Swift's static large object).</summary>
/// <remarks>Stored as the JSON list that Swift's API shows for <c>multipart-manifest=get</c>, so that what is read
/// back is what
/// was hashed. Times in it have microseconds and no zone: UTC.</remarks>
public sealed record StaticManifest(IReadOnlyList<ManifestSegment> Segments)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff";

    /// <summary>Bytes of all segments together, held at one past <see cref="ObjectLimits.ObjectSizeMax"/>: manifests
    /// within manifests reach any number with a few bytes stored.</summary>
    public long TotalSize => ObjectLimits.SumOfSizes(Segments.Select(static segment => segment.RangeSize));

    /// <summary>MD5 over the segments' ETags, each with its range if it has one.</summary>
    public string ComputeETag()
    {
        var text = new StringBuilder();
        foreach (var segment in Segments)
        {
            text.Append(segment.ETag);
            if (segment.HasRange)
                text.Append(CultureInfo.InvariantCulture, $":{FormatRange(segment)};");
        }

        return ETags.OfText(text.ToString());
    }

    /// <summary>The bytes that are stored as the manifest object's body.</summary>
    public ReadOnlyMemory<byte> Format()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var segment in Segments)
                Write(json, segment);
            json.WriteEndArray();
        }

        return stream.ToArray();
    }

    public static StaticManifest Parse(ReadOnlyMemory<byte> stored)
    {
        try
        {
            using var document = JsonDocument.Parse(stored);
            return new StaticManifest([.. document.RootElement.EnumerateArray().Select(Read)]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            throw RecordReader.Malformed("a manifest that is not one");
        }
    }

    /// <summary>First and last byte, as Swift writes a segment's range.</summary>
    public static string FormatRange(ManifestSegment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return string.Create(
            CultureInfo.InvariantCulture, $"{segment.RangeOffset}-{segment.RangeOffset + segment.RangeSize - 1}");
    }

    private static void Write(Utf8JsonWriter json, ManifestSegment segment)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, $"/{segment.Container}/{segment.Key}");
        json.WriteNumber("bytes"u8, segment.Size);
        json.WriteString("hash"u8, segment.ETag);
        json.WriteString("content_type"u8, segment.ContentType);
        json.WriteString(
            "last_modified"u8, segment.LastModified.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        if (segment.HasRange)
            json.WriteString("range"u8, FormatRange(segment));
        if (segment.IsManifest)
            json.WriteBoolean("sub_slo"u8, true);
        json.WriteEndObject();
    }

    private static ManifestSegment Read(JsonElement element)
    {
        var name = element.GetProperty("name"u8).GetString() ?? "";
        var slash = name.IndexOf('/', 1);
        var size = element.GetProperty("bytes"u8).GetInt64();
        var hasRange = element.TryGetProperty("range"u8, out var range);
        var (first, last) = hasRange ? ParseRange(range.GetString() ?? "") : (0, size - 1);
        return new ManifestSegment
        {
            Container = name[1..slash],
            Key = name[(slash + 1)..],
            Size = size,
            ETag = element.GetProperty("hash"u8).GetString() ?? "",
            ContentType = element.GetProperty("content_type"u8).GetString() ?? "",
            LastModified = DateTimeOffset.ParseExact(
                element.GetProperty("last_modified"u8).GetString() ?? "", TimeFormat,
                CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            RangeOffset = first,
            RangeSize = last - first + 1,
            HasRange = hasRange,
            IsManifest = element.TryGetProperty("sub_slo"u8, out var isManifest) && isManifest.GetBoolean(),
        };
    }

    private static (long First, long Last) ParseRange(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return (long.Parse(text[..dash], CultureInfo.InvariantCulture),
            long.Parse(text[(dash + 1)..], CultureInfo.InvariantCulture));
    }
}
