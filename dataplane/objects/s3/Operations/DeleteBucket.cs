using Basalt.Objects.Core;

namespace Basalt.Objects.S3.Operations;

/// <summary>Deletes a bucket that holds no objects; unfinished uploads go with it.</summary>
internal static class DeleteBucket
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForWriteAsync();
        var outcome = await context.Store.DeleteContainerAsync(bucket, context.Aborted);
        if (outcome != ObjectOutcome.Done)
            throw S3ErrorMap.ToException(outcome, null).With("BucketName", bucket.Name);
        S3Response.WriteEmpty(context.Exchange, 204);
    }
}
