namespace Basalt.Objects.S3.Operations;

/// <summary>Default encryption of a bucket: nothing is encrypted for it.</summary>
internal static class GetBucketEncryption
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.ServerSideEncryptionConfigurationNotFoundError)
            .With("BucketName", context.Request.Bucket);
    }
}
