using Basalt.Objects.Core;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3;

/// <summary>The one ACL there is: the owner may do all. Others' rights do not come from ACLs here.</summary>
internal static class AccessControlPolicy
{
    private const string InstanceNamespace = "http://www.w3.org/2001/XMLSchema-instance";

    public static S3XmlWriter Write(S3Context context, ContainerInfo bucket)
    {
        var document = new S3XmlWriter("AccessControlPolicy");
        S3Owner.Write(document, "Owner", bucket.Account, context.Caller);
        document.Start("AccessControlList").Start("Grant")
            .StartTyped("Grantee", InstanceNamespace, "CanonicalUser");
        S3Owner.WriteContent(document, bucket.Account, context.Caller);
        return document.End().Element("Permission", "FULL_CONTROL").End().End();
    }

    /// <summary>Refuses headers that ask for rights other than the owner's.</summary>
    public static void RefuseOthers(S3Request request)
    {
        // These two say what holds anyway: the owner of the bucket owns what is in it.
        if (request.Header("x-amz-acl") is { } acl and not ("private" or "bucket-owner-full-control" or ""))
            throw new S3Exception(S3ErrorCode.NotImplemented, $"The canned ACL {acl} is not implemented.");
        foreach (var grant in request.HeadersBelow("x-amz-grant-"))
        {
            throw new S3Exception(
                S3ErrorCode.NotImplemented, $"The header x-amz-grant-{grant.Name} is not implemented.");
        }
    }
}
