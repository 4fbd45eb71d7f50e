using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Access logging of a bucket: off.</summary>
internal static class GetBucketLogging
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        await context.WriteXmlAsync(new S3XmlWriter("BucketLoggingStatus"));
    }
}
