using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>An object's metadata as fields, in both directions.</summary>
internal static class ObjectHeaders
{
    private const long SecondsMax = 253_402_300_799; // the end of the year 9999

    /// <summary>A large object's tag is quoted, a plain one's is not: clients tell them apart by it.</summary>
    public static string ETagOf(ObjectInfo info)
        => info.IsStaticManifest || info.IsDynamicManifest || info.IsMultipart ? $"\"{info.ETag}\"" : info.ETag;

    public static void Write(ResponseHeaders answer, ObjectInfo info)
    {
        var metadata = info.Metadata;
        answer["Content-Type"] = metadata.ContentType ?? MediaTypes.Default;
        answer["Etag"] = ETagOf(info);
        answer["Last-Modified"] = HttpDate.Format(SwiftTime.WholeSeconds(info.LastModified));
        answer["X-Timestamp"] = SwiftTime.Timestamp(info.LastModified);
        answer["Accept-Ranges"] = "bytes";
        answer["Content-Encoding"] = metadata.ContentEncoding;
        answer["Content-Disposition"] = metadata.ContentDisposition;
        answer["Content-Language"] = metadata.ContentLanguage;
        answer["Cache-Control"] = metadata.CacheControl;
        answer["Expires"] = metadata.Expires;
        answer["X-Delete-At"] = metadata.DeleteAt?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        UserMetadata.Write(answer, metadata.User, "Object");
        if (metadata.DynamicManifest is { } manifest)
            answer["X-Object-Manifest"] = PercentEncoding.Encode(Encoding.UTF8.GetBytes(manifest), keepSlash: true);
        // S3's multipart objects are static large objects to Swift's clients: their tag is no MD5 of the bytes.
        if (info.IsStaticManifest || info.IsMultipart)
            answer["X-Static-Large-Object"] = "True";
        if (info.ManifestETag is { } manifestETag)
            answer["X-Manifest-Etag"] = manifestETag;
    }

    /// <summary>What a PUT says about its object.</summary>
    public static ObjectMetadata ReadForPut(SwiftRequest request, DateTimeOffset now)
    {
        var sentType = QueryParameters.IsTrueText(request.Headers["X-Detect-Content-Type"])
            ? null
            : request.Headers["Content-Type"];
        return Read(request, now) with
        {
            ContentType = Check(string.IsNullOrEmpty(sentType) ? MediaTypes.Guess(request.Key) : sentType),
        };
    }

    /// <summary>What a POST says: it replaces everything but the type, which stays unless a new one is given.</summary>
    public static ObjectMetadata ReadForPost(SwiftRequest request, ObjectMetadata current, DateTimeOffset now)
    {
        var sentType = request.Headers["Content-Type"];
        return Read(request, now) with
        {
            ContentType = string.IsNullOrEmpty(sentType) ? current.ContentType : Check(sentType),
            System = current.System,
        };
    }

    /// <summary>A copy has its source's metadata, and over it what the request says.</summary>
    public static ObjectMetadata ReadForCopy(SwiftRequest request, ObjectMetadata source, DateTimeOffset now)
    {
        var sent = Read(request, now);
        var sentType = request.Headers["Content-Type"];
        return source with
        {
            ContentType = string.IsNullOrEmpty(sentType) ? source.ContentType : Check(sentType),
            ContentEncoding = sent.ContentEncoding ?? source.ContentEncoding,
            ContentDisposition = sent.ContentDisposition ?? source.ContentDisposition,
            ContentLanguage = sent.ContentLanguage ?? source.ContentLanguage,
            CacheControl = sent.CacheControl ?? source.CacheControl,
            Expires = sent.Expires ?? source.Expires,
            DeleteAt = sent.DeleteAt ?? source.DeleteAt,
            DynamicManifest = sent.DynamicManifest,
            User =
            [
                .. source.User.Where(pair => !sent.User.Any(other => other.Name == pair.Name)),
                .. sent.User,
            ],
        };
    }

    private static ObjectMetadata Read(SwiftRequest request, DateTimeOffset now) => new()
    {
        ContentEncoding = request.Headers["Content-Encoding"],
        ContentDisposition = request.Headers["Content-Disposition"],
        ContentLanguage = request.Headers["Content-Language"],
        CacheControl = request.Headers["Cache-Control"],
        Expires = request.Headers["Expires"],
        User = UserMetadata.Read(request.Headers, "Object"),
        DeleteAt = ReadDeleteAt(request.Headers, now),
        DynamicManifest = ReadManifest(request.Headers["X-Object-Manifest"]),
    };

    private static DateTimeOffset? ReadDeleteAt(RequestHeaders headers, DateTimeOffset now)
    {
        if (headers["X-Delete-After"] is { } after)
        {
            if (!TryReadSeconds(after, out var delay))
                throw new SwiftFault(400, "Non-integer X-Delete-After");
            if (delay <= 0)
                throw new SwiftFault(400, "X-Delete-After in past");
            return DateTimeOffset.FromUnixTimeSeconds(Math.Min(now.ToUnixTimeSeconds() + delay, SecondsMax));
        }

        if (headers["X-Delete-At"] is not { } at)
            return null;
        if (!TryReadSeconds(at, out var seconds))
            throw new SwiftFault(400, "Non-integer X-Delete-At");
        return seconds > now.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new SwiftFault(400, "X-Delete-At in past");
    }

    private static bool TryReadSeconds(string text, out long seconds)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seconds)
            && Math.Abs(seconds) <= SecondsMax;

    private static string? ReadManifest(string? field)
    {
        if (string.IsNullOrEmpty(field))
            return null;
        var bytes = PercentEncoding.Decode(field);
        var text = Encoding.UTF8.GetString(bytes).TrimStart('/');
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return Utf8.IsValid(bytes) && slash > 0 && slash < text.Length - 1 && !text.Contains('?')
            ? text
            : throw new SwiftFault(400, "X-Object-Manifest must be in the format container/prefix");
    }

    private static string Check(string contentType)
        => contentType.Length <= ObjectLimits.ContentTypeSizeMax
            ? contentType
            : throw new SwiftFault(400, $"Content-Type longer than {ObjectLimits.ContentTypeSizeMax}");
}
