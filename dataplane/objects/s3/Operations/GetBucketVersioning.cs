using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Versioning of a bucket: never enabled, which S3 says by an empty document.</summary>
internal static class GetBucketVersioning
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        await context.WriteXmlAsync(new S3XmlWriter("VersioningConfiguration"));
    }
}
