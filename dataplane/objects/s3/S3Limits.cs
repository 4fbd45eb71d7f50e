namespace Basalt.Objects.S3;

/// <summary>
/// The limits of the S3 face. Names and values are those of the S3 user guide ("Amazon S3 limits") where it has them.
/// </summary>
internal static class S3Limits
{
    /// <summary>Bytes of a key in UTF-8.</summary>
    public const int KeySizeMax = 1024;

    /// <summary>Bytes of names and values of user metadata together.</summary>
    public const int MetadataSizeMax = 2048;

    /// <summary>Bytes of one PutObject or UploadPart.</summary>
    public const long PutSizeMax = 5L * 1024 * 1024 * 1024;

    /// <summary>Bytes of every part of a multipart upload but the last.</summary>
    public const long PartSizeMin = 5L * 1024 * 1024;

    /// <summary>Bytes of an object made by a multipart upload.</summary>
    public const long ObjectSizeMax = 5L * 1024 * 1024 * 1024 * 1024;

    public const int PartNumberMax = 10_000;

    /// <summary>Entries of one page of a listing.</summary>
    public const int KeysMax = 1000;

    /// <summary>Keys of one DeleteObjects.</summary>
    public const int DeleteKeysMax = 1000;

    /// <summary>Bytes of an XML body: 10,000 parts with checksums fit.</summary>
    public const int XmlSizeMax = 2 * 1024 * 1024;

    /// <summary>Elements of an XML body: 10,000 parts with three children each fit.</summary>
    public const int XmlElementsMax = 60_000;

    public const int XmlDepthMax = 8;

    /// <summary>Characters of one element's text: longer than any key, tag or checksum.</summary>
    public const int XmlTextSizeMax = 8192;

    /// <summary>Bytes of the line that opens an aws-chunked chunk, or of one trailer line.</summary>
    public const int ChunkLineSizeMax = 512;

    /// <summary>Bytes of data in one aws-chunked chunk.</summary>
    public const long ChunkSizeMax = PutSizeMax;

    /// <summary>Bytes of a signed chunk that is not the last: what S3 itself insists on.</summary>
    public const long SignedChunkSizeMin = 8192;

    /// <summary>Trailer lines of one aws-chunked body.</summary>
    public const int TrailersMax = 8;

    /// <summary>Query parameters of one request.</summary>
    public const int QueryParametersMax = 64;

    /// <summary>How far a request's time may be from ours.</summary>
    public static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(15);

    /// <summary>How long a presigned URL may live.</summary>
    public static readonly TimeSpan PresignedLifetimeMax = TimeSpan.FromDays(7);
}
