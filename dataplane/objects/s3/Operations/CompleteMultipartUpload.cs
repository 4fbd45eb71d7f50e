using System.Globalization;
using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Makes the chosen parts of an upload one object.</summary>
internal static class CompleteMultipartUpload
{
    /// <summary>A part as the document names it, with the checksum if the client repeats it there.</summary>
    private readonly record struct NamedPart(CompletedPart Part, ChecksumAlgorithm Algorithm, byte[] Checksum);

    public static async ValueTask RunAsync(S3Context context)
    {
        var request = context.Request;
        var bucket = await context.OpenForWriteAsync();
        // These headers describe the object, and not this request's document.
        var expected = ChecksumRequest.Parse(name => IsSdkHeader(name) ? null : request.Header(name), trailer: null);
        var document = await S3Document.ReadAsync(request, isRequired: true, hasChecksum: false);
        var named = Parse(document);
        var uploadId = request.Query["uploadId"] ?? "";
        var upload = await context.Store.FindUploadAsync(bucket, request.Key, uploadId, request.Aborted);
        var condition = WriteCondition.Parse(request);
        var complete = new CompleteRequest
        {
            Parts = named.ConvertAll(part => part.Part),
            Precondition = condition.Precondition,
            Checksums = upload is null
                ? null
                : parts => Check(request, parts, named, Multipart.Recall(upload), expected),
        };
        var result = await context.Store
            .CompleteUploadAsync(bucket, request.Key, uploadId, complete, request.Aborted);
        if (!result.IsDone)
        {
            throw result.Outcome == ObjectOutcome.PreconditionFailed
                ? condition.Failure(request.Key)
                : S3ErrorMap.ToException(result.Outcome, null).With("UploadId", uploadId);
        }

        await context.WriteXmlAsync(Write(context, bucket, result.Value));
    }

    private static bool IsSdkHeader(string name) => name == "x-amz-sdk-checksum-algorithm";

    private static List<NamedPart> Parse(byte[] document)
    {
        var root = S3XmlReader.Parse(document, "CompleteMultipartUpload");
        var parts = new List<NamedPart>(root.Children.Count);
        foreach (var child in root.Children)
        {
            if (child.Name != "Part")
                continue;
            if (parts.Count == S3Limits.PartNumberMax
                || !int.TryParse(
                    child.TextOf("PartNumber")?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || child.TextOf("ETag") is not { } etag)
            {
                throw new S3Exception(S3ErrorCode.MalformedXml);
            }

            if (number is < 1 or > S3Limits.PartNumberMax)
                throw S3Exception.Argument("PartNumber", $"{number}", "PartNumber must be >= 1 and <= 10000");
            var (algorithm, checksum) = ParseChecksum(child);
            parts.Add(new NamedPart(new CompletedPart(number, ParseETag(etag)), algorithm, checksum));
        }

        return parts.Count > 0 ? parts : throw new S3Exception(S3ErrorCode.MalformedXml);
    }

    private static (ChecksumAlgorithm Algorithm, byte[] Value) ParseChecksum(XmlElement part)
    {
        foreach (var algorithm in ChecksumNames.All)
        {
            if (part.TextOf(ChecksumNames.Element(algorithm)) is not { } text)
                continue;
            return ChecksumNames.TryParseValue(algorithm, text.Trim(), out var value)
                ? (algorithm, value)
                : throw new S3Exception(S3ErrorCode.InvalidPart);
        }

        return (ChecksumAlgorithm.None, []);
    }

    /// <summary>The MD5 of a part's ETag; empty, which fits no part, if it is not one.</summary>
    private static ReadOnlyMemory<byte> ParseETag(string text)
    {
        var hex = text.Trim().Trim('"');
        return hex.Length == 32 && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : default;
    }

    /// <summary>Runs before anything is committed: what the client says of parts and object must hold.</summary>
    private static ObjectChecksum[] Check(
        S3Request request, IReadOnlyList<ObjectPart> parts, List<NamedPart> named, Multipart.Choice choice,
        ChecksumRequest expected)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (named[i].Algorithm == ChecksumAlgorithm.None)
                continue;
            var stored = parts[i].Checksums.FirstOrDefault(checksum => checksum.Algorithm == named[i].Algorithm);
            if (stored is null || !stored.Value.Span.SequenceEqual(named[i].Checksum))
                throw new S3Exception(S3ErrorCode.InvalidPart).With("PartNumber", $"{parts[i].Number}");
        }

        if (request.Header("x-amz-mp-object-size") is { } sizeText
            && (!long.TryParse(sizeText, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                || size != parts.Sum(part => part.Size)))
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest,
                "The provided 'x-amz-mp-object-size' header value does not match the size of the object.");
        }

        // Where no algorithm was chosen at the start, a full-object checksum may still be named now.
        if (choice.IsImplied && CrcCombination.CanCombine(expected.Algorithm))
            choice = choice with { Algorithm = expected.Algorithm };
        var combined = Multipart.Combine(parts, choice);
        if (expected.Value is not null && (combined is null || combined.Algorithm != expected.Algorithm
            || !combined.Value.Span.SequenceEqual(expected.Value)))
        {
            throw new S3Exception(S3ErrorCode.BadDigest,
                $"The {ChecksumNames.Text(expected.Algorithm)} you specified did not match the calculated checksum.");
        }

        return combined is null ? [] : [combined];
    }

    private static S3XmlWriter Write(S3Context context, ContainerInfo bucket, ObjectInfo info)
    {
        var scheme = context.Exchange.IsTls ? "https" : "http";
        var path = PercentCoding.EncodeText(info.Key.ToString(), keepSlash: true);
        var document = new S3XmlWriter("CompleteMultipartUploadResult")
            .Element("Location", $"{scheme}://{context.Exchange.Host}/{bucket.Name}/{path}")
            .Element("Bucket", bucket.Name)
            .Element("Key", info.Key.ToString())
            .Element("ETag", ObjectHeaders.Quote(info.ETag));
        ChecksumElements.Write(document, info.Checksums, info.Parts.Count);
        return document;
    }
}
