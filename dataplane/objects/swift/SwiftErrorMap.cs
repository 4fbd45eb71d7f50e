using System.Globalization;
using Basalt.Http;
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

    /// <summary>A request that the front refused: its status, and a sentence in place of the status's page.</summary>
    /// <remarks>Too large a head is 400 in Swift, which has no 431.</remarks>
    public static (int Status, string? Text) ToAnswer(HttpFault fault) => fault switch
    {
        HttpFault.RequestLine or HttpFault.Target or HttpFault.Field or HttpFault.Host => (400, null),
        HttpFault.FieldsTooLarge => (400, "Headers Too Large"),
        HttpFault.FieldsTooMany => (400, "Too Many Headers"),
        HttpFault.Framing => (400, "Content-Length and Transfer-Encoding do not say where the body ends"),
        HttpFault.HeadTimeout => (408, null),
        HttpFault.RequestLineTooLong => (414, null),
        HttpFault.Expectation => (417, null),
        HttpFault.HandlerFailed => (500, null),
        HttpFault.Version => (505, null),
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
