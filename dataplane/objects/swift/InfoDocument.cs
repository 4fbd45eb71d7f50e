using System.Buffers;
using System.Text.Json;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>GET /info: which limits and which parts of the API there are. Public.</summary>
internal static class InfoDocument
{
    public const string Path = "/info";
    public const string PolicyName = "Policy-0";

    public static ReadOnlyMemory<byte> Bytes { get; } = Format();

    private static ReadOnlyMemory<byte> Format()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        WriteSwift(json);

        json.WriteStartObject("slo"u8);
        json.WriteNumber("max_manifest_segments"u8, ObjectLimits.StaticSegmentsMax);
        json.WriteNumber("max_manifest_size"u8, ObjectLimits.StaticManifestSizeMax);
        json.WriteNumber("min_segment_size"u8, 1);
        json.WriteBoolean("allow_async_delete"u8, false);
        json.WriteEndObject();

        json.WriteStartObject("dlo"u8);
        json.WriteNumber("max_segments"u8, ObjectLimits.DynamicSegmentsMax);
        json.WriteEndObject();

        json.WriteStartObject("bulk_delete"u8);
        json.WriteNumber("max_deletes_per_request"u8, SwiftLimits.BulkDeletesMax);
        json.WriteNumber("max_failed_deletes"u8, SwiftLimits.BulkFailuresMax);
        json.WriteEndObject();

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteSwift(Utf8JsonWriter json)
    {
        json.WriteStartObject("swift"u8);
        json.WriteString("version"u8, typeof(InfoDocument).Assembly.GetName().Version?.ToString(3) ?? "");
        json.WriteNumber("max_file_size"u8, SwiftLimits.FileSizeMax);
        json.WriteNumber("max_meta_name_length"u8, SwiftLimits.MetadataNameLengthMax);
        json.WriteNumber("max_meta_value_length"u8, SwiftLimits.MetadataValueLengthMax);
        json.WriteNumber("max_meta_count"u8, SwiftLimits.MetadataCountMax);
        json.WriteNumber("max_meta_overall_size"u8, SwiftLimits.MetadataSizeMax);
        json.WriteNumber("max_header_size"u8, Http.HttpLimits.HeadersSizeMax);
        json.WriteNumber("max_object_name_length"u8, ObjectLimits.KeySizeMax);
        json.WriteNumber("max_container_name_length"u8, ObjectLimits.ContainerNameSizeMax);
        json.WriteNumber("max_account_name_length"u8, ObjectLimits.AccountNameSizeMax);
        json.WriteNumber("container_listing_limit"u8, SwiftLimits.ListingLengthMax);
        json.WriteNumber("account_listing_limit"u8, SwiftLimits.ListingLengthMax);
        json.WriteBoolean("allow_account_management"u8, false);
        json.WriteBoolean("account_autocreate"u8, true);
        json.WriteStartArray("policies"u8);
        json.WriteStartObject();
        json.WriteString("name"u8, PolicyName);
        json.WriteString("aliases"u8, PolicyName);
        json.WriteBoolean("default"u8, true);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
