namespace Basalt.Objects.S3;

/// <summary>
/// Version ids: buckets are not versioned, so that the only version of an object is the one called null.
/// </summary>
internal static class S3Version
{
    public const string Null = "null";

    public static void Check(string? versionId)
    {
        if (versionId is null or Null)
            return;
        throw versionId.Length == 0
            ? S3Exception.Argument("versionId", versionId, "Version id cannot be the empty string")
            : new S3Exception(S3ErrorCode.NoSuchVersion).With("VersionId", versionId);
    }
}
