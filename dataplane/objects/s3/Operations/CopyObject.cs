using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Stores a copy of an object, with the source's metadata or with the request's.</summary>
internal static class CopyObject
{
    private const string CopyDirective = "COPY";
    private const string ReplaceDirective = "REPLACE";

    public static async ValueTask RunAsync(S3Context context)
    {
        var request = context.Request;
        AccessControlPolicy.RefuseOthers(request);
        UnservedHeaders.Refuse(request);
        S3Document.CheckEmpty(request.Signed.Payload);
        var bucket = await context.OpenForWriteAsync();
        var source = CopySource.Parse(request);
        var isReplaced = IsReplaced(request);
        var condition = WriteCondition.Parse(request);
        var sourceBucket = await context.OpenSourceAsync(source.Bucket);
        if (!isReplaced && source.Key == request.Key && sourceBucket.Name == bucket.Name)
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest,
                "This copy request is illegal because it is trying to copy an object to itself without changing the "
                + "object's metadata, storage class, website redirect location or encryption attributes.");
        }

        var opened = await context.Store.OpenObjectAsync(sourceBucket, source.Key, access: null, request.Aborted);
        if (!opened.IsDone)
            throw S3Context.NoSuchKey(opened.Outcome, source.Key);
        await using var reader = opened.Value;
        Conditions.OfCopySource(request).CheckCopySource(reader.Info);
        if (reader.Info.Size > S3Limits.PutSizeMax)
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest,
                "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");
        }

        using var copy = new CheckedCopy(Algorithm(request, reader.Info));
        await using var writer = context.Store.CreateWriter(reader.Info.Size);
        await copy.RunAsync(reader, writer, new ByteRange(0, reader.Info.Size), request.Aborted);
        var put = new PutRequest
        {
            // A manifest is copied as the bytes it stands for, so that the copy is an object of its own.
            Metadata = isReplaced
                ? ObjectHeaders.Read(request)
                : reader.Info.Metadata with { DynamicManifest = null, DeleteAt = null },
            ExpectedSize = reader.Info.Size,
            Checksums = [copy.Finish()],
            Precondition = condition.Precondition,
        };
        var result = await context.Store.PutObjectAsync(bucket, request.Key, writer, put, request.Aborted);
        if (!result.IsDone)
        {
            throw result.Outcome == ObjectOutcome.PreconditionFailed
                ? condition.Failure(request.Key)
                : S3ErrorMap.ToException(result.Outcome, null);
        }

        await context.WriteXmlAsync(Write(result.Value));
    }

    private static S3XmlWriter Write(ObjectInfo info)
    {
        var document = new S3XmlWriter("CopyObjectResult")
            .Element("LastModified", info.LastModified)
            .Element("ETag", ObjectHeaders.Quote(info.ETag));
        ChecksumElements.Write(document, info.Checksums, info.Parts.Count);
        return document;
    }

    private static bool IsReplaced(S3Request request) => request.Header("x-amz-metadata-directive") switch
    {
        null or CopyDirective => false,
        ReplaceDirective => true,
        var other => throw S3Exception.Argument("x-amz-metadata-directive", other, "Unknown metadata directive."),
    };

    /// <summary>What the request asks for, else what the source has, else the default.</summary>
    private static ChecksumAlgorithm Algorithm(S3Request request, ObjectInfo source)
    {
        if (request.Header(ChecksumNames.AlgorithmHeader) is { } text)
            return ChecksumNames.Require(text);
        return source.Checksums.Count > 0 ? source.Checksums[0].Algorithm : PutObject.DefaultChecksum;
    }
}
