using System.Globalization;
using Basalt.Objects.Core;

namespace Basalt.Objects.S3.Operations;

/// <summary>Reads an object, a range of it, or one of its parts.</summary>
internal static class GetObject
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var request = context.Request;
        S3Version.Check(request.Query["versionId"]);
        var bucket = await context.OpenForReadAsync();
        var opened = await context.Store.OpenObjectAsync(bucket, request.Key, access: null, request.Aborted);
        if (!opened.IsDone)
            throw S3Context.NoSuchKey(opened.Outcome, request.Key);
        await using var reader = opened.Value;
        var range = WriteHead(request, reader.Info);
        if (range.Size == 0)
            return;
        var outcome = await reader
            .CopyToAsync(context.Exchange.ResponseBody, range.Offset, range.Size, request.Aborted);
        S3Context.Check(outcome);
    }

    /// <summary>Status and headers of a read, the same for GetObject and HeadObject; says which bytes follow.</summary>
    public static ByteRange WriteHead(S3Request request, ObjectInfo info)
    {
        Conditions.OfRead(request).CheckRead(info);
        var part = ReadPartNumber(request, info);
        ByteRange? range;
        try
        {
            range = part ?? ByteRange.Parse(request.Header("Range"), info.Size);
        }
        catch (S3Exception e) when (e.Code == S3ErrorCode.InvalidRange)
        {
            request.Exchange.ResponseHeaders["Content-Range"]
                = string.Create(CultureInfo.InvariantCulture, $"bytes */{info.Size}");
            throw;
        }

        var isWhole = range is null || range.Value.Size == info.Size;
        ObjectHeaders.Write(request, info, isWhole);
        var chosen = range ?? new ByteRange(0, info.Size);
        if (range is not null && chosen.Size > 0)
        {
            request.Exchange.StatusCode = 206;
            request.Exchange.ResponseHeaders["Content-Range"] = chosen.Describe(info.Size);
        }

        if (part is not null && info.Parts.Count > 0)
        {
            request.Exchange.ResponseHeaders["x-amz-mp-parts-count"]
                = info.Parts.Count.ToString(CultureInfo.InvariantCulture);
        }

        request.Exchange.ResponseHeaders.ContentLength = chosen.Size;
        return chosen;
    }

    /// <summary>The bytes of the part that was asked for; null if none was.</summary>
    private static ByteRange? ReadPartNumber(S3Request request, ObjectInfo info)
    {
        if (request.Query["partNumber"] is not { } text)
            return null;
        var number = PartNumber.Parse(text);
        if (request.Header("Range") is not null)
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest,
                "Cannot specify both Range header and partNumber query parameter");
        }

        // Parts are counted as they lie in the object: numbers that the upload left out do not count.
        if (info.Parts.Count == 0)
            return number == 1 ? new ByteRange(0, info.Size) : throw NoSuchPart(number, 1);
        if (number > info.Parts.Count)
            throw NoSuchPart(number, info.Parts.Count);
        var offset = 0L;
        for (var i = 0; i < number - 1; i++)
            offset += info.Parts[i].Size;
        return new ByteRange(offset, info.Parts[number - 1].Size);
    }

    private static S3Exception NoSuchPart(int number, int count)
        => new S3Exception(S3ErrorCode.InvalidPartNumber)
            .With("PartNumberRequested", number.ToString(CultureInfo.InvariantCulture))
            .With("ActualPartCount", count.ToString(CultureInfo.InvariantCulture));
}
