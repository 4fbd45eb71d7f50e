using Basalt.Http;

namespace Basalt.Objects.S3;

internal static partial class S3ErrorMap
{
    /// <summary>What a request that the front refused is called in S3.</summary>
    public static S3Exception ToException(HttpFault fault) => fault switch
    {
        HttpFault.RequestLine or HttpFault.Version or HttpFault.Field or HttpFault.Host
            => new S3Exception(S3ErrorCode.BadRequest),
        HttpFault.Target or HttpFault.RequestLineTooLong => new S3Exception(S3ErrorCode.InvalidUri),
        HttpFault.FieldsTooLarge or HttpFault.FieldsTooMany
            => new S3Exception(S3ErrorCode.RequestHeaderSectionTooLarge),
        HttpFault.Framing => new S3Exception(
            S3ErrorCode.InvalidRequest, "Content-Length and Transfer-Encoding do not say where the body ends."),
        HttpFault.Expectation => new S3Exception(
            S3ErrorCode.InvalidRequest, "Nothing but 100-continue can be expected of this server."),
        HttpFault.HandlerFailed => new S3Exception(S3ErrorCode.InternalError),
        HttpFault.HeadTimeout => new S3Exception(S3ErrorCode.RequestTimeout),
    };
}
