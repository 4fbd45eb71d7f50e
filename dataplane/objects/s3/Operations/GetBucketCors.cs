namespace Basalt.Objects.S3.Operations;

/// <summary>CORS rules of a bucket: it has none.</summary>
internal static class GetBucketCors
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.NoSuchCorsConfiguration).With("BucketName", context.Request.Bucket);
    }
}
