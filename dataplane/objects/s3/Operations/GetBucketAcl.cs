namespace Basalt.Objects.S3.Operations;

/// <summary>The ACL of a bucket: its owner's full control.</summary>
internal static class GetBucketAcl
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForReadAsync();
        await context.WriteXmlAsync(AccessControlPolicy.Write(context, bucket));
    }
}
