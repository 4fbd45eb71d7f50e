using System.Globalization;
using System.Text;
using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>Sends an object's bytes: all of them, one range, or several as multipart/byteranges (RFC 9110 section
/// 14.6).</summary>
internal static class BodyAnswer
{
    /// <summary>The object's own fields are set already.</summary>
    public static async ValueTask SendAsync(SwiftRequest request, ObjectReader reader)
    {
        var info = reader.Info;
        var range = request.IsHead
            ? RangeRequest.Parse("", info.Size)
            : RangeRequest.Parse(request.Headers, info.Size, info.ETag, SwiftTime.WholeSeconds(info.LastModified));
        if (range.IsUnsatisfiable)
        {
            request.Answer["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes */{info.Size}");
            await request.AnswerAsync(416);
            return;
        }

        var outcome = ObjectOutcome.Done;
        if (range.IsWhole)
        {
            request.Exchange.StatusCode = 200;
            request.Answer.ContentLength = info.Size;
            if (!request.IsHead)
                outcome = await CopyAsync(request, reader, new ByteRange(0, info.Size));
        }
        else if (range.Ranges.Count == 1)
        {
            request.Exchange.StatusCode = 206;
            request.Answer["Content-Range"] = ContentRange(range.Ranges[0], info.Size);
            request.Answer.ContentLength = range.Ranges[0].Size;
            outcome = await CopyAsync(request, reader, range.Ranges[0]);
        }
        else
        {
            outcome = await SendPartsAsync(request, reader, range.Ranges);
        }

        await EndAsync(request, outcome);
    }

    private static async ValueTask<ObjectOutcome> SendPartsAsync(
        SwiftRequest request, ObjectReader reader, IReadOnlyList<ByteRange> ranges)
    {
        var boundary = request.Exchange.RequestId;
        var heads = ranges.Select(range => PartHead(boundary, reader.Info, range)).ToArray();
        var end = Encoding.Latin1.GetBytes($"--{boundary}--");
        request.Exchange.StatusCode = 206;
        request.Answer["Content-Type"] = $"multipart/byteranges;boundary={boundary}";
        var size = heads.Sum(head => head.Length + 2) + ranges.Sum(range => range.Size) + end.Length;
        request.Answer.ContentLength = size;
        var target = request.Exchange.ResponseBody;
        for (var index = 0; index < heads.Length; index++)
        {
            await target.WriteAsync(heads[index], request.Cancellation);
            var outcome = await CopyAsync(request, reader, ranges[index]);
            if (outcome != ObjectOutcome.Done)
                return outcome;
            await target.WriteAsync("\r\n"u8.ToArray(), request.Cancellation);
        }

        await target.WriteAsync(end, request.Cancellation);
        return ObjectOutcome.Done;
    }

    private static byte[] PartHead(string boundary, ObjectInfo info, ByteRange range)
        => Encoding.Latin1.GetBytes(
            $"--{boundary}\r\nContent-Type: {info.Metadata.ContentType ?? MediaTypes.Default}\r\n"
            + $"Content-Range: {ContentRange(range, info.Size)}\r\n\r\n");

    private static ValueTask<ObjectOutcome> CopyAsync(SwiftRequest request, ObjectReader reader, ByteRange range)
        => reader.CopyToAsync(request.Exchange.ResponseBody, range.Offset, range.Size, request.Cancellation);

    /// <summary>Once bytes are on their way only a cut connection tells the client that they are not all.</summary>
    private static ValueTask EndAsync(SwiftRequest request, ObjectOutcome outcome)
    {
        if (outcome == ObjectOutcome.Done)
            return ValueTask.CompletedTask;
        if (!request.Exchange.HasResponseStarted)
        {
            request.Answer["Etag"] = null;
            request.Answer["Content-Range"] = null;
            throw SwiftErrorMap.ToFault(outcome);
        }

        request.Exchange.Abort();
        return ValueTask.CompletedTask;
    }

    private static string ContentRange(ByteRange range, long size)
        => string.Create(CultureInfo.InvariantCulture, $"bytes {range.Offset}-{range.Last}/{size}");
}
