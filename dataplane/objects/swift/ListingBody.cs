using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>Writes listings. A page of 10,000 keys is the most that one holds.</summary>
internal static class ListingBody
{
    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static readonly XmlWriterSettings XmlOptions = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CheckCharacters = false,
    };

    public static ReadOnlyMemory<byte> Format<T>(
        ListingFormat format, ListPage<T> page, string rootName, string name)
        where T : class
        => format switch
        {
            ListingFormat.Text => Text(page),
            ListingFormat.Json => Json(page),
            ListingFormat.Xml => Xml(page, rootName, name),
        };

    /// <summary>The type that a listing shows: what was given, with bytes one per character turned into text.</summary>
    private static string ContentTypeOf(ObjectEntry entry)
        => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(entry.ContentType ?? MediaTypes.Default));

    /// <summary>Of a static manifest, the hash is that of the manifest's own bytes.</summary>
    private static string HashOf(ObjectEntry entry) => entry.ManifestETag ?? entry.ETag;

    private static ReadOnlyMemory<byte> Text<T>(ListPage<T> page)
        where T : class
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var item in page.Items)
        {
            buffer.Write(item.Name.Span);
            buffer.Write("\n"u8);
        }

        return buffer.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Json<T>(ListPage<T> page)
        where T : class
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, JsonOptions);
        json.WriteStartArray();
        foreach (var item in page.Items)
        {
            json.WriteStartObject();
            if (item.Entry is ObjectEntry entry)
                Write(json, entry);
            else if (item.Entry is ContainerEntry container)
                Write(json, container);
            else
                json.WriteString("subdir"u8, item.Name.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, ObjectEntry entry)
    {
        json.WriteString("name"u8, entry.Key.Utf8.Span);
        json.WriteString("hash"u8, HashOf(entry));
        json.WriteNumber("bytes"u8, entry.Size);
        json.WriteString("content_type"u8, ContentTypeOf(entry));
        json.WriteString("last_modified"u8, SwiftTime.Listed(entry.LastModified));
        if (entry.IsStaticManifest)
            json.WriteString("slo_etag"u8, $"\"{entry.ETag}\"");
    }

    private static void Write(Utf8JsonWriter json, ContainerEntry entry)
    {
        json.WriteString("name"u8, entry.Name);
        json.WriteNumber("count"u8, entry.Usage.ObjectCount);
        json.WriteNumber("bytes"u8, entry.Usage.Size);
        json.WriteString("last_modified"u8, SwiftTime.Listed(entry.CreatedAt));
    }

    private static ReadOnlyMemory<byte> Xml<T>(ListPage<T> page, string rootName, string name)
        where T : class
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, XmlOptions))
        {
            xml.WriteStartElement(rootName);
            xml.WriteAttributeString("name", name);
            foreach (var item in page.Items)
                Write(xml, item);
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Write<T>(XmlWriter xml, ListItem<T> item)
        where T : class
    {
        if (item.Entry is ObjectEntry entry)
        {
            xml.WriteStartElement("object");
            xml.WriteElementString("name", entry.Key.ToString());
            xml.WriteElementString("hash", HashOf(entry));
            xml.WriteElementString("bytes", entry.Size.ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("content_type", ContentTypeOf(entry));
            xml.WriteElementString("last_modified", SwiftTime.Listed(entry.LastModified));
        }
        else if (item.Entry is ContainerEntry container)
        {
            xml.WriteStartElement("container");
            xml.WriteElementString("name", container.Name);
            xml.WriteElementString("count", container.Usage.ObjectCount.ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("bytes", container.Usage.Size.ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("last_modified", SwiftTime.Listed(container.CreatedAt));
        }
        else
        {
            var prefix = Encoding.UTF8.GetString(item.Name.Span);
            xml.WriteStartElement("subdir");
            xml.WriteAttributeString("name", prefix);
            xml.WriteElementString("name", prefix);
        }

        xml.WriteEndElement();
    }
}
