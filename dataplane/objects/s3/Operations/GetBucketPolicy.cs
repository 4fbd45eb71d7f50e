namespace Basalt.Objects.S3.Operations;

/// <summary>The policy of a bucket: it has none.</summary>
internal static class GetBucketPolicy
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.NoSuchBucketPolicy).With("BucketName", context.Request.Bucket);
    }
}
