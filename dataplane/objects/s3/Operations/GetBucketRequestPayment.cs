using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Who pays for requests: the owner.</summary>
internal static class GetBucketRequestPayment
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        var document = new S3XmlWriter("RequestPaymentConfiguration").Element("Payer", "BucketOwner");
        await context.WriteXmlAsync(document);
    }
}
