namespace Basalt.Objects.S3.Operations;

/// <summary>Lifecycle rules of a bucket: it has none.</summary>
internal static class GetBucketLifecycleConfiguration
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.NoSuchLifecycleConfiguration).With("BucketName", context.Request.Bucket);
    }
}
