using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>The region of a bucket; us-east-1 is said by an empty element.</summary>
internal static class GetBucketLocation
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        var document = new S3XmlWriter("LocationConstraint");
        if (context.Options.Region != CreateBucket.LegacyRegion)
            document.Text(context.Options.Region);
        await context.WriteXmlAsync(document);
    }
}
