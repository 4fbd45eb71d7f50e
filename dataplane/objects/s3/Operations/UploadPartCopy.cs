using System.Globalization;
using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Stores bytes of another object as a part of an upload.</summary>
internal static class UploadPartCopy
{
    private const string RangeHeader = "x-amz-copy-source-range";

    public static async ValueTask RunAsync(S3Context context)
    {
        var request = context.Request;
        var number = PartNumber.Parse(request.Query["partNumber"] ?? "");
        UnservedHeaders.Refuse(request);
        S3Document.CheckEmpty(request.Signed.Payload);
        var bucket = await context.OpenForWriteAsync();
        var upload = await Multipart.RequireUploadAsync(context, bucket);
        var source = CopySource.Parse(request);
        var sourceBucket = await context.OpenSourceAsync(source.Bucket);
        var opened = await context.Store.OpenObjectAsync(sourceBucket, source.Key, access: null, request.Aborted);
        if (!opened.IsDone)
            throw S3Context.NoSuchKey(opened.Outcome, source.Key);
        await using var reader = opened.Value;
        Conditions.OfCopySource(request).CheckCopySource(reader.Info);
        var range = ParseRange(request.Header(RangeHeader), reader.Info.Size);
        if (range.Size > S3Limits.PutSizeMax)
            throw new S3Exception(S3ErrorCode.EntityTooLarge);

        using var copy = new CheckedCopy(Multipart.Recall(upload).Algorithm);
        await using var writer = context.Store.CreatePartWriter(range.Size);
        await copy.RunAsync(reader, writer, range, request.Aborted);
        var put = new PutPartRequest { ExpectedSize = range.Size, Checksums = [copy.Finish()] };
        var result = await context.Store.PutPartAsync(upload, number, writer, put, request.Aborted);
        if (!result.IsDone)
            throw S3ErrorMap.ToException(result.Outcome, null);
        var document = new S3XmlWriter("CopyPartResult")
            .Element("LastModified", result.Value.LastModified)
            .Element("ETag", ObjectHeaders.Quote(Convert.ToHexStringLower(result.Value.Md5.Span)));
        ChecksumElements.WritePart(document, result.Value.Checksums);
        await context.WriteXmlAsync(document);
    }

    /// <summary>Unlike Range this header must be whole and lie in the source: <c>bytes=first-last</c>.</summary>
    private static ByteRange ParseRange(string? text, long sourceSize)
    {
        if (text is null)
            return new ByteRange(0, sourceSize);
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (!text.StartsWith("bytes=", StringComparison.Ordinal) || dash < 0
            || !TryNumber(text.AsSpan(6, Math.Max(dash - 6, 0)), out var first)
            || !TryNumber(text.AsSpan(dash + 1), out var last)
            || first > last)
        {
            throw S3Exception.Argument(RangeHeader, text,
                "The x-amz-copy-source-range value must be of the form bytes=first-last "
                + "where first and last are the zero-based offsets of the first and last bytes to copy");
        }

        return last < sourceSize
            ? new ByteRange(first, last - first + 1)
            : throw S3Exception.Argument(RangeHeader, text,
                $"Range specified is not valid for source object of size: {sourceSize}");
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long number)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
