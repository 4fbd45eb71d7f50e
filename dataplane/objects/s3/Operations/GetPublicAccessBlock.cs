namespace Basalt.Objects.S3.Operations;

/// <summary>The public access block of a bucket: it has none.</summary>
internal static class GetPublicAccessBlock
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.NoSuchPublicAccessBlockConfiguration)
            .With("BucketName", context.Request.Bucket);
    }
}
