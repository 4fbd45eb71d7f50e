using System.Net;
using Basalt.Http;
using Basalt.Objects.Core;

namespace Basalt.Objects.S3;

/// <summary>What a request is about: nothing (the service), a bucket, or an object in it.</summary>
/// <param name="Bucket">Null for the service.</param>
/// <param name="Key">Null unless an object is meant.</param>
/// <param name="Resource">The decoded path, as error documents show it.</param>
internal readonly record struct S3Target(string? Bucket, ObjectKey? Key, string Resource)
{
    /// <summary>
    /// Reads host and path. The path is decoded once and never normalised: <c>..</c> and <c>//</c> are parts of keys.
    /// NUL and what is no UTF-8 name nothing.
    /// </summary>
    public static S3Target Parse(HttpExchange exchange, S3Options options)
    {
        if (!PercentCoding.TryDecode(exchange.RawPath, plusIsSpace: false, out var path)
            || !PercentCoding.TryText(path, out var text)
            || text.Contains('\0'))
        {
            throw new S3Exception(S3ErrorCode.InvalidUri);
        }

        var rest = path.AsMemory(path is [(byte)'/', ..] ? 1 : 0);
        var bucket = BucketFromHost(exchange.Host, options.BucketHostSuffixes);
        if (bucket is null)
        {
            var slash = rest.Span.IndexOf((byte)'/');
            var first = slash < 0 ? rest : rest[..slash];
            if (first.IsEmpty)
            {
                return rest.IsEmpty
                    ? new S3Target(null, null, "/")
                    : throw new S3Exception(S3ErrorCode.InvalidBucketName);
            }

            bucket = System.Text.Encoding.UTF8.GetString(first.Span);
            rest = slash < 0 ? default : rest[(slash + 1)..];
        }

        return new S3Target(bucket, ParseKey(rest), text);
    }

    /// <summary>The key as S3 allows it; null if there are no bytes.</summary>
    public static ObjectKey? ParseKey(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty)
            return null;
        if (utf8.Length > S3Limits.KeySizeMax)
        {
            throw new S3Exception(S3ErrorCode.KeyTooLongError)
                .With("Size", $"{utf8.Length}")
                .With("MaxSizeAllowed", $"{S3Limits.KeySizeMax}");
        }

        // NUL ends names in too many clients and file systems to be anything but an attack.
        if (utf8.Span.Contains((byte)0) || !ObjectKey.TryCreate(utf8, out var key))
            throw new S3Exception(S3ErrorCode.InvalidArgument, "The key is not valid UTF-8 or holds NUL.");
        return key;
    }

    /// <summary>The bucket of a virtual-hosted request; null if the host is not below one of the suffixes.</summary>
    internal static string? BucketFromHost(string host, IReadOnlyList<string> suffixes)
    {
        if (suffixes.Count == 0)
            return null;
        var name = WithoutPort(host);
        if (IPAddress.TryParse(name, out _))
            return null;
        foreach (var suffix in suffixes)
        {
            var bucketLength = name.Length - suffix.Length - 1;
            if (bucketLength > 0 && name[bucketLength] == '.'
                && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return name[..bucketLength].ToLowerInvariant();
        }

        return null;
    }

    private static string WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']') ? host : host[..colon];
    }
}
