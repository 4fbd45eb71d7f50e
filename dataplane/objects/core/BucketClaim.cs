namespace Basalt.Objects.Core;

/// <summary>What creating a container does about the global bucket name.</summary>
public enum BucketClaim
{
    /// <summary>Take it if it is free and the name is a valid bucket name (Swift).</summary>
    IfFree,

    /// <summary>Take it or fail with <see cref="ObjectOutcome.NameTaken"/> (S3).</summary>
    Required,
}
