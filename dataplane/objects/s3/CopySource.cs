using Basalt.Objects.Core;

namespace Basalt.Objects.S3;

/// <summary>The x-amz-copy-source header: <c>[/]bucket/key[?versionId=…]</c>, percent-encoded.</summary>
internal readonly record struct CopySource(string Bucket, ObjectKey Key)
{
    private const string HeaderName = "x-amz-copy-source";
    private const string VersionMark = "?versionId=";

    public static CopySource Parse(S3Request request)
    {
        var text = request.Header(HeaderName) ?? "";
        var path = text;
        var mark = text.IndexOf(VersionMark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            S3Version.Check(text[(mark + VersionMark.Length)..]);
            path = text[..mark];
        }

        // Header strings carry bytes one per character, so that a raw byte above 0x7F is that byte and not a code
        // point.
        if (!PercentCoding.TryDecode(path, plusIsSpace: false, out var bytes) || !IsAscii(path))
            throw Wrong(text);
        var rest = bytes.AsMemory(bytes is [(byte)'/', ..] ? 1 : 0);
        var slash = rest.Span.IndexOf((byte)'/');
        if (slash <= 0 || !PercentCoding.TryText(rest.Span[..slash], out var bucket))
            throw Wrong(text);
        return new CopySource(bucket, S3Target.ParseKey(rest[(slash + 1)..]) ?? throw Wrong(text));
    }

    private static bool IsAscii(string text) => !text.AsSpan().ContainsAnyExceptInRange('\0', '\x7F');

    private static S3Exception Wrong(string text)
        => S3Exception.Argument(
            HeaderName, text, "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
}
