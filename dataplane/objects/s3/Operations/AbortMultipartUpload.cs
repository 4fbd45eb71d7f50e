namespace Basalt.Objects.S3.Operations;

/// <summary>Forgets an upload and its parts.</summary>
internal static class AbortMultipartUpload
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForWriteAsync();
        var upload = await Multipart.RequireUploadAsync(context, bucket);
        S3Context.Check(await context.Store.AbortUploadAsync(upload, context.Aborted));
        S3Response.WriteEmpty(context.Exchange, 204);
    }
}
