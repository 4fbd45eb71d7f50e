using System.Globalization;
using Basalt.Objects.Core;

namespace Basalt.Objects.S3;

/// <summary>
/// Conditional headers (RFC 9110 section 13), with S3's leave to write an entity tag without its quotes.
/// </summary>
/// <param name="IfMatch">Entity tags or <c>*</c>; null if absent.</param>
/// <param name="IfNoneMatch">Likewise.</param>
/// <param name="IfModifiedSince">Null if absent.</param>
/// <param name="IfUnmodifiedSince">Null if absent.</param>
internal readonly record struct Conditions(
    string? IfMatch, string? IfNoneMatch, DateTimeOffset? IfModifiedSince, DateTimeOffset? IfUnmodifiedSince)
{
    /// <summary>The conditions of a read.</summary>
    public static Conditions OfRead(S3Request request) => Read(request, "");

    /// <summary>The conditions that a copy sets on its source.</summary>
    public static Conditions OfCopySource(S3Request request) => Read(request, "x-amz-copy-source-");

    private static Conditions Read(S3Request request, string prefix) => new(
        request.Header(prefix + "if-match"),
        request.Header(prefix + "if-none-match"),
        ParseDate(request.Header(prefix + "if-modified-since")),
        ParseDate(request.Header(prefix + "if-unmodified-since")));

    /// <summary>
    /// Throws PreconditionFailed or NotModified if a read must not go on. Order: RFC 9110 section 13.2.2.
    /// </summary>
    public void CheckRead(ObjectInfo info)
    {
        var modified = Truncate(info.LastModified);
        if (IfMatch is not null)
        {
            if (!Matches(IfMatch, info.ETag))
                throw Failed("If-Match");
        }
        else if (IfUnmodifiedSince is { } unmodified && modified > unmodified)
        {
            throw Failed("If-Unmodified-Since");
        }

        if (IfNoneMatch is not null)
        {
            if (Matches(IfNoneMatch, info.ETag))
                throw new S3Exception(S3ErrorCode.NotModified);
        }
        else if (IfModifiedSince is { } since && modified <= since)
        {
            throw new S3Exception(S3ErrorCode.NotModified);
        }
    }

    /// <summary>Throws PreconditionFailed if a copy must not go on: a copy knows no 304.</summary>
    public void CheckCopySource(ObjectInfo info)
    {
        try
        {
            CheckRead(info);
        }
        catch (S3Exception e) when (e.Code == S3ErrorCode.NotModified)
        {
            throw Failed("x-amz-copy-source-If-None-Match");
        }
    }

    /// <summary>True if a list of entity tags, or <c>*</c>, names this one.</summary>
    public static bool Matches(string list, string etag)
    {
        foreach (var range in list.AsSpan().Split(','))
        {
            var tag = list.AsSpan()[range].Trim();
            if (tag.SequenceEqual("*"))
                return true;
            if (tag.StartsWith("W/"))
                tag = tag[2..];
            if (tag.Trim('"').SequenceEqual(etag))
                return true;
        }

        return false;
    }

    public static S3Exception Failed(string condition)
        => new S3Exception(S3ErrorCode.PreconditionFailed).With("Condition", condition);

    /// <summary>
    /// Header times have whole seconds: what is finer must not make an object newer than its own Last-Modified.
    /// </summary>
    private static DateTimeOffset Truncate(DateTimeOffset time)
        => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), time.Offset);

    /// <summary>A time that cannot be read is as if it were not there (RFC 9110 section 13.1.3).</summary>
    private static DateTimeOffset? ParseDate(string? text)
        => DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : null;
}
