using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;
using Basalt.Objects.S3.Payload;

namespace Basalt.Objects.S3.Operations;

/// <summary>Stores one part of an upload, in the place of one of the same number.</summary>
internal static class UploadPart
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var request = context.Request;
        var number = PartNumber.Parse(request.Query["partNumber"] ?? "");
        UnservedHeaders.Refuse(request);
        var bucket = await context.OpenForWriteAsync();
        var upload = await Multipart.RequireUploadAsync(context, bucket);
        var choice = Multipart.Recall(upload);
        var md5 = ContentMd5.Parse(request);

        using var payload = S3Payload.Open(request, choice.Algorithm, S3Limits.PutSizeMax);
        if (!choice.IsImplied && payload.ChecksumAlgorithm != choice.Algorithm)
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest,
                $"Checksum Type mismatch occurred, expected checksum Type: {Name(choice.Algorithm)}, "
                + $"actual checksum Type: {Name(payload.ChecksumAlgorithm)}");
        }

        await using var writer = context.Store.CreatePartWriter(payload.Size);
        await payload.CopyToAsync(writer, request.Aborted);
        var put = new PutPartRequest
        {
            ExpectedSize = payload.Size,
            ExpectedMd5 = md5,
            Checksums = payload.Checksum is { } checksum ? [checksum] : [],
        };
        var result = await context.Store.PutPartAsync(upload, number, writer, put, request.Aborted);
        if (!result.IsDone)
            throw S3ErrorMap.ToException(result.Outcome, null);
        var headers = context.Exchange.ResponseHeaders;
        headers["ETag"] = ObjectHeaders.Quote(Convert.ToHexStringLower(result.Value.Md5.Span));
        foreach (var stored in result.Value.Checksums)
            headers[ChecksumNames.Header(stored.Algorithm)] = Convert.ToBase64String(stored.Value.Span);
        S3Response.WriteEmpty(context.Exchange, 200);
    }

    private static string Name(ChecksumAlgorithm algorithm)
        => algorithm == ChecksumAlgorithm.None ? "null" : ChecksumNames.Text(algorithm).ToLowerInvariant();
}
