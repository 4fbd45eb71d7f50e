namespace Basalt.Objects.S3.Operations;

/// <summary>Replication rules of a bucket: it has none.</summary>
internal static class GetBucketReplication
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.ReplicationConfigurationNotFoundError)
            .With("BucketName", context.Request.Bucket);
    }
}
