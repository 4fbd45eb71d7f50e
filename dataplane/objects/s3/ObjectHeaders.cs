using System.Globalization;
using Basalt.Http;
using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;

namespace Basalt.Objects.S3;

/// <summary>An object's metadata, from a request's headers and into an answer's.</summary>
internal static class ObjectHeaders
{
    public const string UserPrefix = "x-amz-meta-";

    /// <summary>What S3 calls an object whose content type was never said.</summary>
    private const string DefaultContentType = "binary/octet-stream";

    public static ObjectMetadata Read(S3Request request) => new()
    {
        ContentType = NonEmpty(request.Header("Content-Type")),
        ContentEncoding = WithoutAwsChunked(request.Header("Content-Encoding")),
        ContentDisposition = NonEmpty(request.Header("Content-Disposition")),
        ContentLanguage = NonEmpty(request.Header("Content-Language")),
        CacheControl = NonEmpty(request.Header("Cache-Control")),
        Expires = NonEmpty(request.Header("Expires")),
        User = ReadUser(request),
    };

    /// <summary>The headers that GetObject and HeadObject have in common.</summary>
    public static void Write(S3Request request, ObjectInfo info, bool isWhole)
    {
        var headers = request.Exchange.ResponseHeaders;
        WriteETag(headers, info);
        headers["Last-Modified"] = FormatHttpDate(info.LastModified);
        headers["Accept-Ranges"] = "bytes";
        var metadata = info.Metadata;
        Set(request, "Content-Type", "response-content-type", metadata.ContentType ?? DefaultContentType);
        Set(request, "Content-Encoding", "response-content-encoding", metadata.ContentEncoding);
        Set(request, "Content-Disposition", "response-content-disposition", metadata.ContentDisposition);
        Set(request, "Content-Language", "response-content-language", metadata.ContentLanguage);
        Set(request, "Cache-Control", "response-cache-control", metadata.CacheControl);
        Set(request, "Expires", "response-expires", metadata.Expires);
        foreach (var pair in metadata.User)
            headers.Append(UserPrefix + pair.Name, pair.Value);
        // A checksum of the whole says nothing of a part of it.
        if (isWhole && "ENABLED".Equals(request.Header("x-amz-checksum-mode"), StringComparison.OrdinalIgnoreCase))
            WriteChecksums(headers, info);
    }

    public static void WriteETag(ResponseHeaders headers, ObjectInfo info) => headers["ETag"] = Quote(info.ETag);

    public static void WriteChecksums(ResponseHeaders headers, ObjectInfo info)
    {
        foreach (var checksum in info.Checksums)
        {
            headers[ChecksumNames.Header(checksum.Algorithm)] = ChecksumText(checksum, info.Parts.Count);
            headers["x-amz-checksum-type"] = ChecksumType(checksum.IsComposite);
        }
    }

    /// <summary>Base64; a composite one says over how many parts.</summary>
    public static string ChecksumText(ObjectChecksum checksum, int partCount)
    {
        var text = Convert.ToBase64String(checksum.Value.Span);
        return checksum.IsComposite ? string.Create(CultureInfo.InvariantCulture, $"{text}-{partCount}") : text;
    }

    public static string ChecksumType(bool isComposite) => isComposite ? "COMPOSITE" : "FULL_OBJECT";

    public static string Quote(string etag) => $"\"{etag}\"";

    public static string FormatHttpDate(DateTimeOffset time) => time.ToString("r", CultureInfo.InvariantCulture);

    private static MetadataPair[] ReadUser(S3Request request)
    {
        var pairs = new List<MetadataPair>();
        var size = 0;
        foreach (var pair in request.HeadersBelow(UserPrefix))
        {
            size += pair.Name.Length + pair.Value.Length;
            if (size > S3Limits.MetadataSizeMax)
            {
                throw new S3Exception(S3ErrorCode.MetadataTooLarge)
                    .With("MaxSizeAllowed", S3Limits.MetadataSizeMax.ToString(CultureInfo.InvariantCulture));
            }

            // From a presigned query it could be what no header may.
            if (!FieldRules.IsName(UserPrefix + pair.Name) || !FieldRules.IsValue(pair.Value))
                throw S3Exception.Argument(UserPrefix, "", "The metadata cannot be a header.");

            // Several lines of one name are one value with commas between (RFC 9110 section 5.3).
            var same = pairs.FindIndex(other => other.Name == pair.Name);
            if (same >= 0)
                pairs[same] = new MetadataPair(pair.Name, pairs[same].Value + "," + pair.Value);
            else
                pairs.Add(pair);
        }

        return [.. pairs];
    }

    /// <summary>aws-chunked describes the request's coding and not the object's.</summary>
    private static string? WithoutAwsChunked(string? contentEncoding)
    {
        if (contentEncoding is null || !contentEncoding.Contains("aws-chunked", StringComparison.OrdinalIgnoreCase))
            return NonEmpty(contentEncoding);
        var kept = contentEncoding
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(coding => !coding.Equals("aws-chunked", StringComparison.OrdinalIgnoreCase));
        return NonEmpty(string.Join(",", kept));
    }

    private static void Set(S3Request request, string header, string parameter, string? value)
    {
        var chosen = request.Query.NonEmpty(parameter) ?? value;
        if (chosen is null)
            return;
        // A value from the query could hold what no header may.
        if (!FieldRules.IsValue(chosen))
            throw S3Exception.Argument(parameter, "", "The value cannot be a header.");
        request.Exchange.ResponseHeaders[header] = chosen;
    }

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
