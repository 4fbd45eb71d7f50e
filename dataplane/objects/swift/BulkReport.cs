using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace Basalt.Objects.Swift;

/// <summary>What a request over many objects answers: numbers, a status, and a list of what went wrong.</summary>
internal sealed class BulkReport
{
    public SortedDictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    public List<(string Name, string Error)> Errors { get; } = [];

    public ReadOnlyMemory<byte> Format(ListingFormat format, string rootName) => format switch
    {
        ListingFormat.Text => Text(),
        ListingFormat.Json => Json(),
        ListingFormat.Xml => Xml(rootName),
    };

    private ReadOnlyMemory<byte> Text()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Fields)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        text.Append("Errors:\n");
        text.AppendJoin('\n', Errors.Select(error => $"{error.Name}, {error.Error}"));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private ReadOnlyMemory<byte> Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var (name, value) in Fields)
        {
            if (name.StartsWith("Number", StringComparison.Ordinal))
                json.WriteNumber(name, long.Parse(value, CultureInfo.InvariantCulture));
            else
                json.WriteString(name, value);
        }

        json.WriteStartArray("Errors"u8);
        foreach (var (name, error) in Errors)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(error);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private ReadOnlyMemory<byte> Xml(string rootName)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, ListingBody.XmlOptions))
        {
            xml.WriteStartElement(rootName);
            foreach (var (name, value) in Fields)
                xml.WriteElementString(name.Replace(' ', '_').ToLowerInvariant(), value);
            xml.WriteStartElement("errors");
            foreach (var (name, error) in Errors)
            {
                xml.WriteStartElement("object");
                xml.WriteElementString("name", name);
                xml.WriteElementString("status", error);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return stream.ToArray();
    }
}
