using System.Collections.Frozen;
using Op = Basalt.Objects.S3.S3Operation;

namespace Basalt.Objects.S3;

/// <summary>
/// Finds the operation of a request from its method, its target and the one subresource of its query. A request that
/// fits no operation is refused; it is never taken for a neighbour (a PUT with an unknown pair of subresources stores
/// nothing).
/// </summary>
internal static class S3Router
{
    private static readonly FrozenDictionary<string, S3Subresource> Subresources =
        new Dictionary<string, S3Subresource>
        {
            ["accelerate"] = S3Subresource.Accelerate,
            ["acl"] = S3Subresource.Acl,
            ["analytics"] = S3Subresource.Analytics,
            ["attributes"] = S3Subresource.Attributes,
            ["cors"] = S3Subresource.Cors,
            ["delete"] = S3Subresource.Delete,
            ["encryption"] = S3Subresource.Encryption,
            ["intelligent-tiering"] = S3Subresource.IntelligentTiering,
            ["inventory"] = S3Subresource.Inventory,
            ["legal-hold"] = S3Subresource.LegalHold,
            ["lifecycle"] = S3Subresource.Lifecycle,
            ["list-type"] = S3Subresource.ListType,
            ["location"] = S3Subresource.Location,
            ["logging"] = S3Subresource.Logging,
            ["metadataConfiguration"] = S3Subresource.MetadataConfiguration,
            ["metadataInventoryTable"] = S3Subresource.MetadataInventoryTable,
            ["metadataJournalTable"] = S3Subresource.MetadataJournalTable,
            ["metadataTable"] = S3Subresource.MetadataTable,
            ["metrics"] = S3Subresource.Metrics,
            ["notification"] = S3Subresource.Notification,
            ["object-lock"] = S3Subresource.ObjectLock,
            ["ownershipControls"] = S3Subresource.OwnershipControls,
            ["policy"] = S3Subresource.Policy,
            ["policyStatus"] = S3Subresource.PolicyStatus,
            ["publicAccessBlock"] = S3Subresource.PublicAccessBlock,
            ["renameObject"] = S3Subresource.Rename,
            ["replication"] = S3Subresource.Replication,
            ["requestPayment"] = S3Subresource.RequestPayment,
            ["restore"] = S3Subresource.Restore,
            ["retention"] = S3Subresource.Retention,
            ["select"] = S3Subresource.Select,
            ["session"] = S3Subresource.Session,
            ["tagging"] = S3Subresource.Tagging,
            ["torrent"] = S3Subresource.Torrent,
            ["uploadId"] = S3Subresource.UploadId,
            ["uploads"] = S3Subresource.Uploads,
            ["versioning"] = S3Subresource.Versioning,
            ["versions"] = S3Subresource.Versions,
            ["website"] = S3Subresource.Website,
        }.ToFrozenDictionary();

    /// <summary>The operations of one target and subresource, by method.</summary>
    private readonly record struct Methods(
        S3Operation? Get = null,
        S3Operation? Put = null,
        S3Operation? Delete = null,
        S3Operation? Post = null,
        S3Operation? Head = null);

    public static S3Operation Route(string method, in S3Target target, S3Query query, Func<string, string?> header)
    {
        var subresource = FindSubresource(query);
        var methods = target switch
        {
            { Bucket: null } => ForService(subresource),
            { Key: null } => ForBucket(subresource, query),
            _ => ForObject(subresource, query, header),
        };
        var operation = method switch
        {
            "GET" => methods.Get,
            "PUT" => methods.Put,
            "DELETE" => methods.Delete,
            "POST" => methods.Post,
            "HEAD" => methods.Head,
            _ => null,
        };
        return operation ?? throw new S3Exception(S3ErrorCode.MethodNotAllowed).With("Method", method);
    }

    private static S3Subresource FindSubresource(S3Query query)
    {
        var found = S3Subresource.None;
        var foundName = "";
        foreach (var parameter in query.Parameters)
        {
            if (!Subresources.TryGetValue(parameter.Name, out var subresource) || subresource == found)
                continue;
            if (found != S3Subresource.None)
            {
                throw S3Exception.Argument(
                    "ResourceType", parameter.Name,
                    $"Conflicting query string parameters: {foundName}, {parameter.Name}");
            }

            (found, foundName) = (subresource, parameter.Name);
        }

        return found;
    }

    private static Methods ForService(S3Subresource subresource)
        => subresource == S3Subresource.None ? new(Get: Op.ListBuckets) : default;

    private static Methods ForBucket(S3Subresource subresource, S3Query query) => subresource switch
    {
        S3Subresource.None => new(
            Op.ListObjects, Op.CreateBucket, Op.DeleteBucket, Op.PostObject, Op.HeadBucket),
        S3Subresource.Accelerate => new(
            Op.GetBucketAccelerateConfiguration, Op.PutBucketAccelerateConfiguration),
        S3Subresource.Acl => new(Op.GetBucketAcl, Op.PutBucketAcl),
        S3Subresource.Analytics => new(
            query.Has("id") ? Op.GetBucketAnalyticsConfiguration : Op.ListBucketAnalyticsConfigurations,
            Op.PutBucketAnalyticsConfiguration, Op.DeleteBucketAnalyticsConfiguration),
        S3Subresource.Cors => new(Op.GetBucketCors, Op.PutBucketCors, Op.DeleteBucketCors),
        S3Subresource.Delete => new(Post: Op.DeleteObjects),
        S3Subresource.Encryption => new(
            Op.GetBucketEncryption, Op.PutBucketEncryption, Op.DeleteBucketEncryption),
        S3Subresource.IntelligentTiering => new(
            query.Has("id")
                ? Op.GetBucketIntelligentTieringConfiguration
                : Op.ListBucketIntelligentTieringConfigurations,
            Op.PutBucketIntelligentTieringConfiguration,
            Op.DeleteBucketIntelligentTieringConfiguration),
        S3Subresource.Inventory => new(
            query.Has("id") ? Op.GetBucketInventoryConfiguration : Op.ListBucketInventoryConfigurations,
            Op.PutBucketInventoryConfiguration, Op.DeleteBucketInventoryConfiguration),
        S3Subresource.Lifecycle => new(
            Op.GetBucketLifecycleConfiguration, Op.PutBucketLifecycleConfiguration,
            Op.DeleteBucketLifecycle),
        S3Subresource.ListType => new(Op.ListObjectsV2),
        S3Subresource.Location => new(Op.GetBucketLocation),
        S3Subresource.Logging => new(Op.GetBucketLogging, Op.PutBucketLogging),
        S3Subresource.MetadataConfiguration => new(
            Op.GetBucketMetadataConfiguration, null, Op.DeleteBucketMetadataConfiguration,
            Op.CreateBucketMetadataConfiguration),
        S3Subresource.MetadataInventoryTable => new(
            Put: Op.UpdateBucketMetadataInventoryTableConfiguration),
        S3Subresource.MetadataJournalTable => new(Put: Op.UpdateBucketMetadataJournalTableConfiguration),
        S3Subresource.MetadataTable => new(
            Op.GetBucketMetadataTableConfiguration, null, Op.DeleteBucketMetadataTableConfiguration,
            Op.CreateBucketMetadataTableConfiguration),
        S3Subresource.Metrics => new(
            query.Has("id") ? Op.GetBucketMetricsConfiguration : Op.ListBucketMetricsConfigurations,
            Op.PutBucketMetricsConfiguration, Op.DeleteBucketMetricsConfiguration),
        S3Subresource.Notification => new(
            Op.GetBucketNotificationConfiguration, Op.PutBucketNotificationConfiguration),
        S3Subresource.ObjectLock => new(
            Op.GetObjectLockConfiguration, Op.PutObjectLockConfiguration),
        S3Subresource.OwnershipControls => new(
            Op.GetBucketOwnershipControls, Op.PutBucketOwnershipControls,
            Op.DeleteBucketOwnershipControls),
        S3Subresource.Policy => new(
            Op.GetBucketPolicy, Op.PutBucketPolicy, Op.DeleteBucketPolicy),
        S3Subresource.PolicyStatus => new(Op.GetBucketPolicyStatus),
        S3Subresource.PublicAccessBlock => new(
            Op.GetPublicAccessBlock, Op.PutPublicAccessBlock, Op.DeletePublicAccessBlock),
        S3Subresource.Replication => new(
            Op.GetBucketReplication, Op.PutBucketReplication, Op.DeleteBucketReplication),
        S3Subresource.RequestPayment => new(
            Op.GetBucketRequestPayment, Op.PutBucketRequestPayment),
        S3Subresource.Session => new(Op.CreateSession),
        S3Subresource.Tagging => new(
            Op.GetBucketTagging, Op.PutBucketTagging, Op.DeleteBucketTagging),
        S3Subresource.Uploads => new(Op.ListMultipartUploads),
        S3Subresource.Versioning => new(Op.GetBucketVersioning, Op.PutBucketVersioning),
        S3Subresource.Versions => new(Op.ListObjectVersions),
        S3Subresource.Website => new(Op.GetBucketWebsite, Op.PutBucketWebsite, Op.DeleteBucketWebsite),
        S3Subresource.Attributes or S3Subresource.LegalHold or S3Subresource.Rename or S3Subresource.Restore
            or S3Subresource.Retention or S3Subresource.Select or S3Subresource.Torrent
            or S3Subresource.UploadId => default,
    };

    private static Methods ForObject(S3Subresource subresource, S3Query query, Func<string, string?> header)
        => subresource switch
        {
            S3Subresource.None => new(
                Op.GetObject,
                header("x-amz-copy-source") is null ? Op.PutObject : Op.CopyObject,
                Op.DeleteObject,
                Head: Op.HeadObject),
            S3Subresource.Acl => new(Op.GetObjectAcl, Op.PutObjectAcl),
            S3Subresource.Attributes => new(Op.GetObjectAttributes),
            S3Subresource.LegalHold => new(Op.GetObjectLegalHold, Op.PutObjectLegalHold),
            S3Subresource.Rename => new(Put: Op.RenameObject),
            S3Subresource.Restore => new(Post: Op.RestoreObject),
            S3Subresource.Retention => new(Op.GetObjectRetention, Op.PutObjectRetention),
            S3Subresource.Select => new(Post: Op.SelectObjectContent),
            S3Subresource.Tagging => new(
                Op.GetObjectTagging, Op.PutObjectTagging, Op.DeleteObjectTagging),
            S3Subresource.Torrent => new(Op.GetObjectTorrent),
            S3Subresource.UploadId => new(
                Op.ListParts,
                header("x-amz-copy-source") is null ? Op.UploadPart : Op.UploadPartCopy,
                Op.AbortMultipartUpload,
                Op.CompleteMultipartUpload),
            S3Subresource.Uploads => new(Post: Op.CreateMultipartUpload),
            S3Subresource.Accelerate or S3Subresource.Analytics or S3Subresource.Cors or S3Subresource.Delete
                or S3Subresource.Encryption or S3Subresource.IntelligentTiering or S3Subresource.Inventory
                or S3Subresource.Lifecycle or S3Subresource.ListType or S3Subresource.Location
                or S3Subresource.Logging or S3Subresource.MetadataConfiguration
                or S3Subresource.MetadataInventoryTable or S3Subresource.MetadataJournalTable
                or S3Subresource.MetadataTable or S3Subresource.Metrics or S3Subresource.Notification
                or S3Subresource.ObjectLock or S3Subresource.OwnershipControls or S3Subresource.Policy
                or S3Subresource.PolicyStatus or S3Subresource.PublicAccessBlock or S3Subresource.Replication
                or S3Subresource.RequestPayment or S3Subresource.Session or S3Subresource.Versioning
                or S3Subresource.Versions or S3Subresource.Website => default,
        };
}
