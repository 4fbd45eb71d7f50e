namespace Basalt.Objects.S3.Operations;

/// <summary>The ACL of an object: its owner's full control.</summary>
internal static class GetObjectAcl
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForReadAsync();
        await context.RequireObjectAsync(bucket);
        await context.WriteXmlAsync(AccessControlPolicy.Write(context, bucket));
    }
}
