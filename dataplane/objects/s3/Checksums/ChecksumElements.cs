using Basalt.Objects.Core;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Checksums;

/// <summary>Checksums in answers' documents.</summary>
internal static class ChecksumElements
{
    public static void Write(S3XmlWriter document, IReadOnlyList<ObjectChecksum> checksums, int partCount)
    {
        foreach (var checksum in checksums)
        {
            document.Element(ChecksumNames.Element(checksum.Algorithm), ObjectHeaders.ChecksumText(checksum, partCount))
                .Element("ChecksumType", ObjectHeaders.ChecksumType(checksum.IsComposite));
        }
    }

    /// <summary>The checksum of a part: without a type, which belongs to objects.</summary>
    public static void WritePart(S3XmlWriter document, IReadOnlyList<ObjectChecksum> checksums)
    {
        foreach (var checksum in checksums)
            document.Element(ChecksumNames.Element(checksum.Algorithm), Convert.ToBase64String(checksum.Value.Span));
    }
}
