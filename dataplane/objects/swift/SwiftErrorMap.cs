using System.Globalization;
using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>The core's outcomes as statuses. Total, without a discard arm.</summary>
internal static class SwiftErrorMap
{
    public static int ToStatus(ObjectOutcome outcome) => outcome switch
    {
        ObjectOutcome.Done => 200,
        ObjectOutcome.NoSuchContainer => 404,
        ObjectOutcome.NoSuchObject => 404,
        ObjectOutcome.NoSuchUpload => 404,
        ObjectOutcome.ContainerExists => 202,
        ObjectOutcome.NameTaken => 409,
        ObjectOutcome.ContainerNotEmpty => 409,
        ObjectOutcome.PreconditionFailed => 412,
        ObjectOutcome.InvalidRange => 416,
        ObjectOutcome.DigestMismatch => 422,
        ObjectOutcome.SizeMismatch => 499,
        ObjectOutcome.InvalidName => 400,
        ObjectOutcome.MetadataTooLarge => 400,
        ObjectOutcome.TooLarge => 413,
        ObjectOutcome.InvalidPart => 400,
        ObjectOutcome.InvalidPartOrder => 400,
        ObjectOutcome.PartTooSmall => 400,
        ObjectOutcome.SegmentUnavailable => 409,
        ObjectOutcome.Unreadable => 500,
        ObjectOutcome.OutOfSpace => 507,
        ObjectOutcome.Busy => 503,
    };

    /// <summary>Such as <c>404 Not Found</c>.</summary>
    public static string ToStatusLine(ObjectOutcome outcome)
        => string.Create(CultureInfo.InvariantCulture, $"{ToStatus(outcome)} {SwiftStatus.Title(ToStatus(outcome))}");

    public static SwiftFault ToFault(ObjectOutcome outcome) => new(ToStatus(outcome));

    public static void ThrowUnlessDone(ObjectOutcome outcome)
    {
        if (outcome != ObjectOutcome.Done)
            throw ToFault(outcome);
    }
}
