namespace Basalt.Objects.S3.Operations;

/// <summary>Whether a bucket is there and open to the caller, and its region.</summary>
internal static class HeadBucket
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        context.Exchange.ResponseHeaders["x-amz-bucket-region"] = context.Options.Region;
        context.Exchange.ResponseHeaders["x-amz-access-point-alias"] = "false";
        context.Exchange.ResponseHeaders["Content-Type"] = S3Response.XmlContentType;
        context.Exchange.StatusCode = 200;
    }
}
