using Basalt.Objects.S3.Checksums;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Begins a multipart upload; what the object will be called and carry is said here.</summary>
internal static class CreateMultipartUpload
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var request = context.Request;
        AccessControlPolicy.RefuseOthers(request);
        UnservedHeaders.Refuse(request);
        S3Document.CheckEmpty(request.Signed.Payload);
        var bucket = await context.OpenForWriteAsync();
        var choice = Multipart.ParseChoice(request);
        var metadata = Multipart.Remember(ObjectHeaders.Read(request), choice);
        var result = await context.Store.CreateUploadAsync(bucket, request.Key, metadata, request.Aborted);
        if (!result.IsDone)
            throw S3ErrorMap.ToException(result.Outcome, null);
        if (!choice.IsImplied)
        {
            context.Exchange.ResponseHeaders[ChecksumNames.AlgorithmHeader] = ChecksumNames.Text(choice.Algorithm);
            context.Exchange.ResponseHeaders["x-amz-checksum-type"] = ObjectHeaders.ChecksumType(choice.IsComposite);
        }

        await context.WriteXmlAsync(new S3XmlWriter("InitiateMultipartUploadResult")
            .Element("Bucket", bucket.Name)
            .Element("Key", request.Key.ToString())
            .Element("UploadId", result.Value.UploadId));
    }
}
