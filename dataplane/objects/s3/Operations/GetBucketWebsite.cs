namespace Basalt.Objects.S3.Operations;

/// <summary>The website configuration of a bucket: it has none.</summary>
internal static class GetBucketWebsite
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.NoSuchWebsiteConfiguration).With("BucketName", context.Request.Bucket);
    }
}
