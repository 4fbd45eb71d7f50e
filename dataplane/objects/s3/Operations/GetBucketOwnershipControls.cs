namespace Basalt.Objects.S3.Operations;

/// <summary>Ownership controls of a bucket: it has none.</summary>
internal static class GetBucketOwnershipControls
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.OwnershipControlsNotFoundError).With("BucketName", context.Request.Bucket);
    }
}
