using System.Globalization;
using Basalt.Objects.S3.Checksums;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>The parts of an upload, by number.</summary>
internal static class ListParts
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForReadAsync();
        var upload = await Multipart.RequireUploadAsync(context, bucket);
        var query = context.Request.Query;
        var limit = ListingRequest.ParseLimit(query, "max-parts");
        var marker = ReadMarker(query);
        // One more than asked for, to know whether there are more.
        var parts = await context.Store.ListPartsAsync(upload, marker, limit + 1, context.Aborted);
        var isTruncated = parts.Count > limit && limit > 0;

        var document = new S3XmlWriter("ListPartsResult")
            .Element("Bucket", bucket.Name)
            .Element("Key", upload.Key.ToString())
            .Element("UploadId", upload.UploadId);
        S3Owner.Write(document, "Initiator", bucket.Account, context.Caller);
        S3Owner.Write(document, "Owner", bucket.Account, context.Caller);
        document.Element("StorageClass", "STANDARD").Element("PartNumberMarker", marker);
        if (isTruncated)
            document.Element("NextPartNumberMarker", parts[limit - 1].Number);
        document.Element("MaxParts", limit).Element("IsTruncated", isTruncated);
        var choice = Multipart.Recall(upload);
        if (!choice.IsImplied)
        {
            document.Element("ChecksumAlgorithm", ChecksumNames.Text(choice.Algorithm))
                .Element("ChecksumType", ObjectHeaders.ChecksumType(choice.IsComposite));
        }

        foreach (var part in parts.Take(limit))
        {
            document.Start("Part")
                .Element("PartNumber", part.Number)
                .Element("LastModified", part.LastModified)
                .Element("ETag", ObjectHeaders.Quote(Convert.ToHexStringLower(part.Md5.Span)))
                .Element("Size", part.Size);
            ChecksumElements.WritePart(document, part.Checksums);
            document.End();
        }

        await context.WriteXmlAsync(document);
    }

    private static int ReadMarker(S3Query query)
    {
        if (query.NonEmpty("part-number-marker") is not { } text)
            return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var marker)
            ? Math.Min(marker, S3Limits.PartNumberMax)
            : throw S3Exception.Argument("part-number-marker", text, "Argument part-number-marker must be an integer");
    }
}
