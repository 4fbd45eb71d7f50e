namespace Basalt.Objects.S3.Operations;

/// <summary>The object lock of a bucket: it was never enabled.</summary>
internal static class GetObjectLockConfiguration
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.ObjectLockConfigurationNotFoundError)
            .With("BucketName", context.Request.Bucket);
    }
}
