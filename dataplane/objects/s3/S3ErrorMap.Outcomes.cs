using Basalt.Objects.Core;

namespace Basalt.Objects.S3;

internal static partial class S3ErrorMap
{
    /// <summary>What an outcome of the core is called in S3.</summary>
    public static S3Exception ToException(ObjectOutcome outcome, Exception? cause)
    {
        var code = ToCode(outcome);
        return cause is null ? new S3Exception(code) : new S3Exception(code, cause);
    }

    public static S3ErrorCode ToCode(ObjectOutcome outcome) => outcome switch
    {
        ObjectOutcome.Done => throw new ArgumentException("done is no error", nameof(outcome)),
        ObjectOutcome.NoSuchContainer => S3ErrorCode.NoSuchBucket,
        ObjectOutcome.NoSuchObject => S3ErrorCode.NoSuchKey,
        ObjectOutcome.NoSuchUpload => S3ErrorCode.NoSuchUpload,
        ObjectOutcome.ContainerExists => S3ErrorCode.BucketAlreadyOwnedByYou,
        ObjectOutcome.NameTaken => S3ErrorCode.BucketAlreadyExists,
        ObjectOutcome.ContainerNotEmpty => S3ErrorCode.BucketNotEmpty,
        ObjectOutcome.PreconditionFailed => S3ErrorCode.PreconditionFailed,
        ObjectOutcome.InvalidRange => S3ErrorCode.InvalidRange,
        ObjectOutcome.DigestMismatch => S3ErrorCode.BadDigest,
        ObjectOutcome.SizeMismatch => S3ErrorCode.IncompleteBody,
        ObjectOutcome.InvalidName => S3ErrorCode.InvalidArgument,
        ObjectOutcome.MetadataTooLarge => S3ErrorCode.MetadataTooLarge,
        ObjectOutcome.TooLarge => S3ErrorCode.EntityTooLarge,
        ObjectOutcome.InvalidPart => S3ErrorCode.InvalidPart,
        ObjectOutcome.InvalidPartOrder => S3ErrorCode.InvalidPartOrder,
        ObjectOutcome.PartTooSmall => S3ErrorCode.EntityTooSmall,
        // A Swift manifest whose segment is gone: the bytes cannot be given, and the key itself is fine.
        ObjectOutcome.SegmentUnavailable => S3ErrorCode.ServiceUnavailable,
        ObjectOutcome.Unreadable => S3ErrorCode.InternalError,
        ObjectOutcome.OutOfSpace => S3ErrorCode.QuotaExceeded,
        ObjectOutcome.Busy => S3ErrorCode.SlowDown,
    };
}
