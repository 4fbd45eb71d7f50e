namespace Basalt.Http;

/// <summary>The conditions of one request (RFC 9110 section 13), in the order section 13.2.2 gives them.</summary>
/// <remarks>A date that is none is as if it had not been sent (sections 13.1.3 and 13.1.4). Dates have whole
/// seconds: what is
/// compared with them is cut to those.</remarks>
public sealed class ConditionalRequest
{
    private readonly EntityTagList _ifMatch;
    private readonly EntityTagList _ifNoneMatch;
    private readonly DateTimeOffset? _ifModifiedSince;
    private readonly DateTimeOffset? _ifUnmodifiedSince;
    private readonly bool _isRead;

    private ConditionalRequest(bool isRead, string? match, string? noneMatch, string? modified, string? unmodified)
    {
        _isRead = isRead;
        _ifMatch = new EntityTagList(match);
        _ifNoneMatch = new EntityTagList(noneMatch);
        _ifModifiedSince = HttpDate.TryParse(modified, out var after) ? after : null;
        _ifUnmodifiedSince = HttpDate.TryParse(unmodified, out var before) ? before : null;
    }

    /// <summary>The conditions of GET and HEAD.</summary>
    public static ConditionalRequest OfRead(RequestHeaders headers) => Of(headers, isRead: true);

    /// <summary>The conditions of all other methods.</summary>
    public static ConditionalRequest OfWrite(RequestHeaders headers) => Of(headers, isRead: false);

    /// <summary>The conditions on a copy's source, which fields of other names carry.</summary>
    public static ConditionalRequest OfSource(string? match, string? noneMatch, string? modified, string? unmodified)
        => new(isRead: true, match, noneMatch, modified, unmodified);

    public bool IsEmpty => !_ifMatch.IsPresent && !_ifNoneMatch.IsPresent
        && _ifModifiedSince is null && _ifUnmodifiedSince is null;

    /// <param name="etag">Of the representation there is, without quotes; null if there is none.</param>
    /// <param name="lastModified">Of the representation there is.</param>
    public ConditionalOutcome Evaluate(string? etag, DateTimeOffset lastModified)
    {
        var seconds = DateTimeOffset.FromUnixTimeSeconds(lastModified.ToUnixTimeSeconds());
        if (_ifMatch.IsPresent)
        {
            if (etag is null || !_ifMatch.MatchesStrongly(etag))
                return ConditionalOutcome.PreconditionFailed;
        }
        else if (_ifUnmodifiedSince is { } before && etag is not null && seconds > before)
        {
            return ConditionalOutcome.PreconditionFailed;
        }

        if (_ifNoneMatch.IsPresent)
        {
            if (etag is not null && _ifNoneMatch.MatchesWeakly(etag))
                return _isRead ? ConditionalOutcome.NotModified : ConditionalOutcome.PreconditionFailed;
        }
        else if (_isRead && _ifModifiedSince is { } after && etag is not null && seconds <= after)
        {
            return ConditionalOutcome.NotModified;
        }

        return ConditionalOutcome.Proceed;
    }

    private static ConditionalRequest Of(RequestHeaders headers, bool isRead)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return new ConditionalRequest(
            isRead,
            headers["If-Match"],
            headers["If-None-Match"],
            headers["If-Modified-Since"],
            headers["If-Unmodified-Since"]);
    }
}
