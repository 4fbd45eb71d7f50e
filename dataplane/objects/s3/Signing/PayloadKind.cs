namespace Basalt.Objects.S3.Signing;

/// <summary>What x-amz-content-sha256 says of the body.</summary>
/// <remarks>S3 API reference, "Authenticating Requests (AWS Signature Version 4)": the values of
/// x-amz-content-sha256.</remarks>
internal enum PayloadKind
{
    /// <summary>The hex SHA-256 of the body, signed with the request.</summary>
    Sha256,

    /// <summary>UNSIGNED-PAYLOAD.</summary>
    Unsigned,

    /// <summary>STREAMING-AWS4-HMAC-SHA256-PAYLOAD: aws-chunked, each chunk signed.</summary>
    SignedChunks,

    /// <summary>STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER: the same with a signed trailer.</summary>
    SignedChunksTrailer,

    /// <summary>STREAMING-UNSIGNED-PAYLOAD-TRAILER: aws-chunked without signatures, with a trailer.</summary>
    UnsignedChunksTrailer,
}
