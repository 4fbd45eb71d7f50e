namespace Basalt.Objects.S3;

/// <summary>What an operator decides about the S3 face.</summary>
public sealed record S3Options
{
    /// <summary>The region of this endpoint: signatures are scoped to it and buckets report it.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Host names under which <c>bucket.suffix</c> names a bucket (virtual-hosted style); lower case, no port.
    /// Requests to any other host are path-style.</summary>
    public IReadOnlyList<string> BucketHostSuffixes { get; init; } = [];

    /// <summary>Goes into x-amz-id-2 and HostId, so that an operator can tell which node answered.</summary>
    public string HostId { get; init; } = "basalt";
}
