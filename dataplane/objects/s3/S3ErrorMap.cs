namespace Basalt.Objects.S3;

/// <summary>The one place that says what an error is on the wire: its code's spelling, its status and its usual text.</summary>
/// <remarks>S3 API reference, "Error responses". The texts are those that clients are known to show or look for.</remarks>
internal static partial class S3ErrorMap
{
    internal readonly record struct Description(int Status, string Code, string Message);

    // A table, and long because the list is: a code without its line does not build.
    public static Description Describe(S3ErrorCode code) => code switch
    {
        S3ErrorCode.AccessDenied => new(403, "AccessDenied", "Access Denied"),
        S3ErrorCode.AuthorizationHeaderMalformed
            => new(400, "AuthorizationHeaderMalformed", "The authorization header you provided is invalid."),
        S3ErrorCode.AuthorizationQueryParametersError
            => new(400, "AuthorizationQueryParametersError",
                "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
                + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters."),
        S3ErrorCode.BadDigest
            => new(400, "BadDigest", "The Content-MD5 you specified did not match what we received."),
        S3ErrorCode.BucketAlreadyExists
            => new(409, "BucketAlreadyExists",
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
                + "Please select a different name and try again."),
        S3ErrorCode.BucketAlreadyOwnedByYou
            => new(409, "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it."),
        S3ErrorCode.BucketNotEmpty => new(409, "BucketNotEmpty", "The bucket you tried to delete is not empty"),
        S3ErrorCode.EntityTooLarge
            => new(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"),
        S3ErrorCode.EntityTooSmall
            => new(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"),
        S3ErrorCode.IllegalLocationConstraintException
            => new(400, "IllegalLocationConstraintException",
                "The location constraint is incompatible for the region specific endpoint this request was sent to."),
        S3ErrorCode.IncompleteBody
            => new(400, "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP header"),
        S3ErrorCode.InternalError
            => new(500, "InternalError", "We encountered an internal error. Please try again."),
        S3ErrorCode.InvalidAccessKeyId
            => new(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."),
        S3ErrorCode.InvalidArgument => new(400, "InvalidArgument", "Invalid Argument"),
        S3ErrorCode.InvalidBucketName => new(400, "InvalidBucketName", "The specified bucket is not valid."),
        S3ErrorCode.InvalidChunkSizeError
            => new(403, "InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes"),
        S3ErrorCode.InvalidDigest => new(400, "InvalidDigest", "The Content-MD5 you specified was invalid."),
        S3ErrorCode.InvalidLocationConstraint
            => new(400, "InvalidLocationConstraint", "The specified location-constraint is not valid"),
        S3ErrorCode.InvalidObjectName => new(400, "InvalidObjectName", "The specified object name is not valid."),
        S3ErrorCode.InvalidPart
            => new(400, "InvalidPart",
                "One or more of the specified parts could not be found. The part may not have been uploaded, "
                + "or the specified entity tag may not match the part's entity tag."),
        S3ErrorCode.InvalidPartNumber
            => new(416, "InvalidPartNumber", "The requested partnumber is not satisfiable"),
        S3ErrorCode.InvalidPartOrder
            => new(400, "InvalidPartOrder",
                "The list of parts was not in ascending order. Parts must be ordered by part number."),
        S3ErrorCode.InvalidRange => new(416, "InvalidRange", "The requested range is not satisfiable"),
        S3ErrorCode.InvalidRequest => new(400, "InvalidRequest", "Invalid Request"),
        S3ErrorCode.InvalidStorageClass
            => new(400, "InvalidStorageClass", "The storage class you specified is not valid"),
        S3ErrorCode.InvalidToken
            => new(400, "InvalidToken", "The provided token is malformed or otherwise invalid."),
        S3ErrorCode.InvalidUri => new(400, "InvalidURI", "Couldn't parse the specified URI."),
        S3ErrorCode.KeyTooLongError => new(400, "KeyTooLongError", "Your key is too long"),
        S3ErrorCode.MalformedTrailerError
            => new(400, "MalformedTrailerError",
                "The request contained trailing data that was not well-formed or did not conform to our published schema."),
        S3ErrorCode.MalformedXml
            => new(400, "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema"),
        S3ErrorCode.MaxMessageLengthExceeded => new(400, "MaxMessageLengthExceeded", "Your request was too big."),
        S3ErrorCode.MetadataTooLarge
            => new(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size"),
        S3ErrorCode.MethodNotAllowed
            => new(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
        S3ErrorCode.MissingContentLength
            => new(411, "MissingContentLength", "You must provide the Content-Length HTTP header."),
        S3ErrorCode.MissingRequestBodyError => new(400, "MissingRequestBodyError", "Request Body is empty"),
        S3ErrorCode.NoSuchBucket => new(404, "NoSuchBucket", "The specified bucket does not exist"),
        S3ErrorCode.NoSuchBucketPolicy => new(404, "NoSuchBucketPolicy", "The bucket policy does not exist"),
        S3ErrorCode.NoSuchConfiguration
            => new(404, "NoSuchConfiguration", "The specified configuration does not exist."),
        S3ErrorCode.NoSuchCorsConfiguration
            => new(404, "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
        S3ErrorCode.NoSuchKey => new(404, "NoSuchKey", "The specified key does not exist."),
        S3ErrorCode.NoSuchLifecycleConfiguration
            => new(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
        S3ErrorCode.NoSuchPublicAccessBlockConfiguration
            => new(404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
        S3ErrorCode.NoSuchTagSet => new(404, "NoSuchTagSet", "The TagSet does not exist"),
        S3ErrorCode.NoSuchUpload
            => new(404, "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, "
                + "or the upload may have been aborted or completed."),
        S3ErrorCode.NoSuchVersion => new(404, "NoSuchVersion", "The specified version does not exist."),
        S3ErrorCode.NoSuchWebsiteConfiguration
            => new(404, "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
        S3ErrorCode.NotImplemented
            => new(501, "NotImplemented", "A header or query you provided implies functionality that is not implemented"),
        S3ErrorCode.NotModified => new(304, "NotModified", "Not Modified"),
        S3ErrorCode.ObjectLockConfigurationNotFoundError
            => new(404, "ObjectLockConfigurationNotFoundError",
                "Object Lock configuration does not exist for this bucket"),
        S3ErrorCode.OperationAborted
            => new(409, "OperationAborted",
                "A conflicting conditional operation is currently in progress against this resource. Please try again."),
        S3ErrorCode.OwnershipControlsNotFoundError
            => new(404, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found"),
        S3ErrorCode.PreconditionFailed
            => new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold"),
        S3ErrorCode.QuotaExceeded => new(507, "QuotaExceeded", "The pool has no room for this request."),
        S3ErrorCode.ReplicationConfigurationNotFoundError
            => new(404, "ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
        S3ErrorCode.RequestTimeTooSkewed
            => new(403, "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large."),
        S3ErrorCode.ServerSideEncryptionConfigurationNotFoundError
            => new(404, "ServerSideEncryptionConfigurationNotFoundError",
                "The server side encryption configuration was not found"),
        S3ErrorCode.ServiceUnavailable
            => new(503, "ServiceUnavailable", "Service is unable to handle request. Please try again."),
        S3ErrorCode.SignatureDoesNotMatch
            => new(403, "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. "
                + "Check your key and signing method."),
        S3ErrorCode.SlowDown => new(503, "SlowDown", "Please reduce your request rate."),
        S3ErrorCode.TooManyBuckets
            => new(400, "TooManyBuckets", "You have attempted to create more buckets than allowed"),
        S3ErrorCode.XAmzContentSha256Mismatch
            => new(400, "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed."),
    };
}
