using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>The tags of an object: it has none, which S3 says by an empty set.</summary>
internal static class GetObjectTagging
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForReadAsync();
        await context.RequireObjectAsync(bucket);
        await context.WriteXmlAsync(new S3XmlWriter("Tagging").Start("TagSet").End());
    }
}
