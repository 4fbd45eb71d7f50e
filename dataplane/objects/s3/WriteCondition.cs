using Basalt.Objects.Core;

namespace Basalt.Objects.S3;

/// <summary>
/// The condition of a write: only if the key is free, or only over a given object. Decided when it is committed.
/// </summary>
/// <remarks>S3 user guide, "Add preconditions to S3 operations with conditional requests".</remarks>
internal sealed class WriteCondition
{
    private readonly string? _ifMatch;
    private readonly bool _isOnlyIfAbsent;
    private bool _wasAbsent;

    private WriteCondition(string? ifMatch, bool isOnlyIfAbsent)
    {
        _ifMatch = ifMatch;
        _isOnlyIfAbsent = isOnlyIfAbsent;
    }

    /// <summary>Null if there is no condition.</summary>
    public ObjectPrecondition? Precondition => _ifMatch is null && !_isOnlyIfAbsent ? null : Holds;

    public static WriteCondition Parse(S3Request request)
    {
        var ifNoneMatch = request.Header("If-None-Match");
        if (ifNoneMatch is not (null or "*"))
        {
            throw new S3Exception(S3ErrorCode.NotImplemented,
                "A header you provided implies functionality that is not implemented")
                .With("Header", "If-None-Match")
                .With("additionalMessage", "We don't accept the provided value of If-None-Match header for this API");
        }

        return new WriteCondition(request.Header("If-Match"), ifNoneMatch is not null);
    }

    /// <summary>
    /// The error for a precondition that did not hold: a key that had to be there and is not is not found.
    /// </summary>
    public S3Exception Failure(ObjectKey key) => _wasAbsent && _ifMatch is not null
        ? new S3Exception(S3ErrorCode.NoSuchKey).With("Key", key.ToString())
        : Conditions.Failed(_isOnlyIfAbsent ? "If-None-Match" : "If-Match");

    private bool Holds(ObjectInfo? current)
    {
        _wasAbsent = current is null;
        if (_isOnlyIfAbsent && current is not null)
            return false;
        return _ifMatch is null || (current is not null && Conditions.Matches(_ifMatch, current.ETag));
    }
}
