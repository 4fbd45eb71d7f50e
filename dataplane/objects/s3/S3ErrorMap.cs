using System.Collections.Frozen;

namespace Basalt.Objects.S3;

/// <summary>The one place that says what an error is on the wire: its code's spelling, its status and its
/// text.</summary>
/// <remarks>S3 API reference, "Error responses". The texts are those that clients are known to show or look for.
/// </remarks>
internal static partial class S3ErrorMap
{
    private static readonly FrozenDictionary<S3ErrorCode, string> Messages = new Dictionary<S3ErrorCode, string>
    {
        [S3ErrorCode.AccessDenied] = "Access Denied",
        [S3ErrorCode.AuthorizationHeaderMalformed] = "The authorization header you provided is invalid.",
        [S3ErrorCode.AuthorizationQueryParametersError] =
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
            + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
        [S3ErrorCode.BadDigest] = "The Content-MD5 you specified did not match what we received.",
        [S3ErrorCode.BadRequest] = "An error occurred when parsing the HTTP request.",
        [S3ErrorCode.BucketAlreadyExists] =
            "The requested bucket name is not available. The bucket namespace is shared by all users of the "
            + "system. Please select a different name and try again.",
        [S3ErrorCode.BucketAlreadyOwnedByYou] =
            "Your previous request to create the named bucket succeeded and you already own it.",
        [S3ErrorCode.BucketNotEmpty] = "The bucket you tried to delete is not empty",
        [S3ErrorCode.EntityTooLarge] = "Your proposed upload exceeds the maximum allowed size",
        [S3ErrorCode.EntityTooSmall] = "Your proposed upload is smaller than the minimum allowed size",
        [S3ErrorCode.IllegalLocationConstraintException] =
            "The location constraint is incompatible for the region specific endpoint this request was sent "
            + "to.",
        [S3ErrorCode.IncompleteBody] =
            "You did not provide the number of bytes specified by the Content-Length HTTP header",
        [S3ErrorCode.InternalError] = "We encountered an internal error. Please try again.",
        [S3ErrorCode.InvalidAccessKeyId] = "The AWS Access Key Id you provided does not exist in our records.",
        [S3ErrorCode.InvalidArgument] = "Invalid Argument",
        [S3ErrorCode.InvalidBucketName] = "The specified bucket is not valid.",
        [S3ErrorCode.InvalidChunkSizeError] = "Only the last chunk is allowed to have a size less than 8192 bytes",
        [S3ErrorCode.InvalidDigest] = "The Content-MD5 you specified was invalid.",
        [S3ErrorCode.InvalidLocationConstraint] = "The specified location-constraint is not valid",
        [S3ErrorCode.InvalidObjectName] = "The specified object name is not valid.",
        [S3ErrorCode.InvalidPart] =
            "One or more of the specified parts could not be found. The part may not have been uploaded, or "
            + "the specified entity tag may not match the part's entity tag.",
        [S3ErrorCode.InvalidPartNumber] = "The requested partnumber is not satisfiable",
        [S3ErrorCode.InvalidPartOrder] =
            "The list of parts was not in ascending order. Parts must be ordered by part number.",
        [S3ErrorCode.InvalidRange] = "The requested range is not satisfiable",
        [S3ErrorCode.InvalidRequest] = "Invalid Request",
        [S3ErrorCode.InvalidStorageClass] = "The storage class you specified is not valid",
        [S3ErrorCode.InvalidToken] = "The provided token is malformed or otherwise invalid.",
        [S3ErrorCode.InvalidUri] = "Couldn't parse the specified URI.",
        [S3ErrorCode.KeyTooLongError] = "Your key is too long",
        [S3ErrorCode.MalformedTrailerError] =
            "The request contained trailing data that was not well-formed or did not conform to our "
            + "published schema.",
        [S3ErrorCode.MalformedXml] =
            "The XML you provided was not well-formed or did not validate against our published schema",
        [S3ErrorCode.MaxMessageLengthExceeded] = "Your request was too big.",
        [S3ErrorCode.MetadataTooLarge] = "Your metadata headers exceed the maximum allowed metadata size",
        [S3ErrorCode.MethodNotAllowed] = "The specified method is not allowed against this resource.",
        [S3ErrorCode.MissingContentLength] = "You must provide the Content-Length HTTP header.",
        [S3ErrorCode.MissingRequestBodyError] = "Request Body is empty",
        [S3ErrorCode.NoSuchBucket] = "The specified bucket does not exist",
        [S3ErrorCode.NoSuchBucketPolicy] = "The bucket policy does not exist",
        [S3ErrorCode.NoSuchConfiguration] = "The specified configuration does not exist.",
        [S3ErrorCode.NoSuchCorsConfiguration] = "The CORS configuration does not exist",
        [S3ErrorCode.NoSuchKey] = "The specified key does not exist.",
        [S3ErrorCode.NoSuchLifecycleConfiguration] = "The lifecycle configuration does not exist",
        [S3ErrorCode.NoSuchPublicAccessBlockConfiguration] = "The public access block configuration was not found",
        [S3ErrorCode.NoSuchTagSet] = "The TagSet does not exist",
        [S3ErrorCode.NoSuchUpload] =
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been "
            + "aborted or completed.",
        [S3ErrorCode.NoSuchVersion] = "The specified version does not exist.",
        [S3ErrorCode.NoSuchWebsiteConfiguration] = "The specified bucket does not have a website configuration",
        [S3ErrorCode.NotImplemented] = "A header or query you provided implies functionality that is not implemented",
        [S3ErrorCode.NotModified] = "Not Modified",
        [S3ErrorCode.ObjectLockConfigurationNotFoundError] = "Object Lock configuration does not exist for this bucket",
        [S3ErrorCode.OperationAborted] =
            "A conflicting conditional operation is currently in progress against this resource. Please try "
            + "again.",
        [S3ErrorCode.OwnershipControlsNotFoundError] = "The bucket ownership controls were not found",
        [S3ErrorCode.PreconditionFailed] = "At least one of the pre-conditions you specified did not hold",
        [S3ErrorCode.QuotaExceeded] = "The pool has no room for this request.",
        [S3ErrorCode.ReplicationConfigurationNotFoundError] = "The replication configuration was not found",
        [S3ErrorCode.RequestHeaderSectionTooLarge] =
            "The request header and query parameters used to make the request exceed the maximum allowed size.",
        [S3ErrorCode.RequestTimeout] =
            "Your socket connection to the server was not read from or written to within the timeout period.",
        [S3ErrorCode.RequestTimeTooSkewed] =
            "The difference between the request time and the current time is too large.",
        [S3ErrorCode.ServerSideEncryptionConfigurationNotFoundError] =
            "The server side encryption configuration was not found",
        [S3ErrorCode.ServiceUnavailable] = "Service is unable to handle request. Please try again.",
        [S3ErrorCode.SignatureDoesNotMatch] =
            "The request signature we calculated does not match the signature you provided. Check your key "
            + "and signing method.",
        [S3ErrorCode.SlowDown] = "Please reduce your request rate.",
        [S3ErrorCode.TooManyBuckets] = "You have attempted to create more buckets than allowed",
        [S3ErrorCode.XAmzContentSha256Mismatch] =
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
    }.ToFrozenDictionary();

    internal readonly record struct Description(int Status, string Code, string Message);

    public static Description Describe(S3ErrorCode code) => new(Status(code), Spell(code), Messages[code]);

    private static int Status(S3ErrorCode code) => code switch
    {
        S3ErrorCode.NotModified => 304,
        S3ErrorCode.AuthorizationHeaderMalformed or S3ErrorCode.AuthorizationQueryParametersError
            or S3ErrorCode.BadDigest or S3ErrorCode.BadRequest
            or S3ErrorCode.EntityTooLarge or S3ErrorCode.EntityTooSmall
            or S3ErrorCode.IllegalLocationConstraintException or S3ErrorCode.IncompleteBody
            or S3ErrorCode.InvalidArgument or S3ErrorCode.InvalidBucketName or S3ErrorCode.InvalidDigest
            or S3ErrorCode.InvalidLocationConstraint or S3ErrorCode.InvalidObjectName or S3ErrorCode.InvalidPart
            or S3ErrorCode.InvalidPartOrder or S3ErrorCode.InvalidRequest or S3ErrorCode.InvalidStorageClass
            or S3ErrorCode.InvalidToken or S3ErrorCode.InvalidUri or S3ErrorCode.KeyTooLongError
            or S3ErrorCode.MalformedTrailerError or S3ErrorCode.MalformedXml
            or S3ErrorCode.MaxMessageLengthExceeded or S3ErrorCode.MetadataTooLarge
            or S3ErrorCode.MissingRequestBodyError
            or S3ErrorCode.RequestHeaderSectionTooLarge or S3ErrorCode.RequestTimeout or S3ErrorCode.TooManyBuckets
            or S3ErrorCode.XAmzContentSha256Mismatch => 400,
        S3ErrorCode.AccessDenied or S3ErrorCode.InvalidAccessKeyId or S3ErrorCode.InvalidChunkSizeError
            or S3ErrorCode.RequestTimeTooSkewed or S3ErrorCode.SignatureDoesNotMatch => 403,
        S3ErrorCode.NoSuchBucket or S3ErrorCode.NoSuchBucketPolicy or S3ErrorCode.NoSuchConfiguration
            or S3ErrorCode.NoSuchCorsConfiguration or S3ErrorCode.NoSuchKey
            or S3ErrorCode.NoSuchLifecycleConfiguration or S3ErrorCode.NoSuchPublicAccessBlockConfiguration
            or S3ErrorCode.NoSuchTagSet or S3ErrorCode.NoSuchUpload or S3ErrorCode.NoSuchVersion
            or S3ErrorCode.NoSuchWebsiteConfiguration or S3ErrorCode.ObjectLockConfigurationNotFoundError
            or S3ErrorCode.OwnershipControlsNotFoundError or S3ErrorCode.ReplicationConfigurationNotFoundError
            or S3ErrorCode.ServerSideEncryptionConfigurationNotFoundError => 404,
        S3ErrorCode.MethodNotAllowed => 405,
        S3ErrorCode.BucketAlreadyExists or S3ErrorCode.BucketAlreadyOwnedByYou or S3ErrorCode.BucketNotEmpty
            or S3ErrorCode.OperationAborted => 409,
        S3ErrorCode.MissingContentLength => 411,
        S3ErrorCode.PreconditionFailed => 412,
        S3ErrorCode.InvalidPartNumber or S3ErrorCode.InvalidRange => 416,
        S3ErrorCode.InternalError => 500,
        S3ErrorCode.NotImplemented => 501,
        S3ErrorCode.ServiceUnavailable or S3ErrorCode.SlowDown => 503,
        S3ErrorCode.QuotaExceeded => 507,
    };

    /// <summary>Codes whose spelling is not that of a .NET name.</summary>
    private static string Spell(S3ErrorCode code) => code switch
    {
        S3ErrorCode.InvalidUri => "InvalidURI",
        S3ErrorCode.MalformedXml => "MalformedXML",
        S3ErrorCode.NoSuchCorsConfiguration => "NoSuchCORSConfiguration",
        S3ErrorCode.XAmzContentSha256Mismatch => "XAmzContentSHA256Mismatch",
        _ => code.ToString(),
    };
}
