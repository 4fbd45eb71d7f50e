namespace Basalt.Objects.S3.Operations;

/// <summary>Whether a bucket's policy makes it public: there is no policy.</summary>
internal static class GetBucketPolicyStatus
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.NoSuchBucketPolicy).With("BucketName", context.Request.Bucket);
    }
}
