using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Transfer acceleration of a bucket: never set.</summary>
internal static class GetBucketAccelerateConfiguration
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        await context.WriteXmlAsync(new S3XmlWriter("AccelerateConfiguration"));
    }
}
