using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Event notifications of a bucket: none.</summary>
internal static class GetBucketNotificationConfiguration
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        await context.WriteXmlAsync(new S3XmlWriter("NotificationConfiguration"));
    }
}
