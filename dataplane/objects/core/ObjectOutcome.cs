namespace Basalt.Objects.Core;

/// <summary>How an operation of the object store ended. Each face maps it once, in its own file of mappings.</summary>
public enum ObjectOutcome
{
    Done,

    /// <summary>The container is not there (any more).</summary>
    NoSuchContainer,

    /// <summary>The object is not there, or its time to be deleted has passed.</summary>
    NoSuchObject,

    /// <summary>The multipart upload is not there: never begun, completed or aborted.</summary>
    NoSuchUpload,

    /// <summary>The account has a container of this name already.</summary>
    ContainerExists,

    /// <summary>Another account holds the global bucket name.</summary>
    NameTaken,

    /// <summary>The container still holds objects.</summary>
    ContainerNotEmpty,

    /// <summary>The caller's precondition did not hold against the object as it is now: nothing was changed.</summary>
    PreconditionFailed,

    /// <summary>Not one byte of the range is in the object.</summary>
    InvalidRange,

    /// <summary>The body's MD5 is not what the client said.</summary>
    DigestMismatch,

    /// <summary>The body has fewer or more bytes than the client said.</summary>
    SizeMismatch,

    /// <summary>A name that cannot be stored: empty, too long, or with a byte that names may not have.</summary>
    InvalidName,

    /// <summary>Metadata beyond <see cref="ObjectLimits"/>.</summary>
    MetadataTooLarge,

    /// <summary>A body larger than <see cref="ObjectLimits.ObjectSizeMax"/>.</summary>
    TooLarge,

    /// <summary>A part that was never uploaded, or whose ETag is another one.</summary>
    InvalidPart,

    /// <summary>Part numbers do not rise.</summary>
    InvalidPartOrder,

    /// <summary>A part other than the last is smaller than <see cref="ObjectLimits.PartSizeMin"/>.</summary>
    PartTooSmall,

    /// <summary>A segment of a large object's manifest is gone, is another one now, or may not be read by the
    /// caller.</summary>
    SegmentUnavailable,

    /// <summary>The device gave wrong bytes, or none.</summary>
    Unreadable,

    /// <summary>The pool has no room.</summary>
    OutOfSpace,

    /// <summary>Too much at once: concurrent changes of one name beyond the bound of retries, or a full queue. Try
    /// again.</summary>
    Busy,
}
