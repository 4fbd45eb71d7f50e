using Basalt.Objects.Core;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Makes a bucket in the caller's project and claims its name for all.</summary>
internal static class CreateBucket
{
    /// <summary>The region whose endpoints still answer 200 when the caller makes its own bucket again.</summary>
    public const string LegacyRegion = "us-east-1";

    public static async ValueTask RunAsync(S3Context context)
    {
        var request = context.Request;
        AccessControlPolicy.RefuseOthers(request);
        UnservedHeaders.Refuse(request);
        if (!ContainerNames.IsBucket(request.Bucket))
            throw new S3Exception(S3ErrorCode.InvalidBucketName).With("BucketName", request.Bucket);
        context.Require(S3Access.Write);
        CheckLocation(await S3Document.ReadAsync(request, isRequired: false), context.Options);

        var result = await context.Store
            .CreateContainerAsync(
                context.Caller.ProjectId,
                request.Bucket,
                ContainerSettings.Empty,
                BucketClaim.Required,
                context.Aborted);
        if (result.Outcome == ObjectOutcome.ContainerExists && context.Options.Region == LegacyRegion)
            result = result.Value!;
        if (!result.IsDone)
            throw S3ErrorMap.ToException(result.Outcome, null).With("BucketName", request.Bucket);
        context.Exchange.ResponseHeaders["Location"] = "/" + request.Bucket;
        S3Response.WriteEmpty(context.Exchange, 200);
    }

    private static void CheckLocation(byte[] document, S3Options options)
    {
        if (document.Length == 0)
            return;
        var configuration = S3XmlReader.Parse(document, "CreateBucketConfiguration");
        if (configuration.Children.Exists(child => child.Name is "Location" or "Bucket"))
            throw new S3Exception(S3ErrorCode.NotImplemented, "Directory buckets are not implemented.");
        if (configuration.TextOf("LocationConstraint") is not { Length: > 0 } location || location == options.Region)
            return;
        throw new S3Exception(S3ErrorCode.IllegalLocationConstraintException,
            $"The {location} location constraint is incompatible for the region specific endpoint this request was "
            + "sent to.");
    }
}
