namespace Basalt.Objects.S3.Operations;

/// <summary>The headers of GetObject without its bytes.</summary>
internal static class HeadObject
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForReadAsync();
        var info = await context.RequireObjectAsync(bucket);
        GetObject.WriteHead(context.Request, info);
    }
}
