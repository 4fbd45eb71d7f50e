using Basalt.Objects.Core;
using Basalt.Objects.S3.Payload;

namespace Basalt.Objects.S3.Operations;

/// <summary>Stores an object. It is there, whole and verified, or nothing has changed.</summary>
internal static class PutObject
{
    /// <summary>What S3 computes for an object whose client sent no checksum.</summary>
    public const ChecksumAlgorithm DefaultChecksum = ChecksumAlgorithm.Crc64Nvme;

    public static async ValueTask RunAsync(S3Context context)
    {
        var request = context.Request;
        if (request.Query.Has("partNumber"))
        {
            throw S3Exception.Argument(
                "uploadId", "", "This operation does not accept a part number without an upload id");
        }

        S3Version.Check(request.Query["versionId"]);
        AccessControlPolicy.RefuseOthers(request);
        UnservedHeaders.Refuse(request);
        var bucket = await context.OpenForWriteAsync();
        var condition = WriteCondition.Parse(request);
        var md5 = ContentMd5.Parse(request);
        var metadata = ObjectHeaders.Read(request);

        using var payload = S3Payload.Open(request, DefaultChecksum, S3Limits.PutSizeMax);
        await using var writer = context.Store.CreateWriter(payload.Size);
        await payload.CopyToAsync(writer, request.Aborted);
        var put = new PutRequest
        {
            Metadata = metadata,
            ExpectedSize = payload.Size,
            ExpectedMd5 = md5,
            Checksums = payload.Checksum is { } checksum ? [checksum] : [],
            Precondition = condition.Precondition,
        };
        var result = await context.Store.PutObjectAsync(bucket, request.Key, writer, put, request.Aborted);
        if (!result.IsDone)
        {
            throw result.Outcome == ObjectOutcome.PreconditionFailed
                ? condition.Failure(request.Key)
                : S3ErrorMap.ToException(result.Outcome, null);
        }

        ObjectHeaders.WriteETag(context.Exchange.ResponseHeaders, result.Value);
        ObjectHeaders.WriteChecksums(context.Exchange.ResponseHeaders, result.Value);
        S3Response.WriteEmpty(context.Exchange, 200);
    }
}
