using System.Collections.Frozen;

namespace Basalt.Objects.S3;

/// <summary>
/// Finds the operation of a request from its method, its target and the one subresource of its query. A request that fits no
/// operation is refused; it is never taken for a neighbour (a PUT with an unknown pair of subresources stores nothing).
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
        => subresource == S3Subresource.None ? new(Get: S3Operation.ListBuckets) : default;

    private static Methods ForBucket(S3Subresource subresource, S3Query query) => subresource switch
    {
        S3Subresource.None => new(
            S3Operation.ListObjects, S3Operation.CreateBucket, S3Operation.DeleteBucket, S3Operation.PostObject,
            S3Operation.HeadBucket),
        S3Subresource.Accelerate => new(
            S3Operation.GetBucketAccelerateConfiguration, S3Operation.PutBucketAccelerateConfiguration),
        S3Subresource.Acl => new(S3Operation.GetBucketAcl, S3Operation.PutBucketAcl),
        S3Subresource.Analytics => new(
            query.Has("id") ? S3Operation.GetBucketAnalyticsConfiguration : S3Operation.ListBucketAnalyticsConfigurations,
            S3Operation.PutBucketAnalyticsConfiguration, S3Operation.DeleteBucketAnalyticsConfiguration),
        S3Subresource.Cors => new(
            S3Operation.GetBucketCors, S3Operation.PutBucketCors, S3Operation.DeleteBucketCors),
        S3Subresource.Delete => new(Post: S3Operation.DeleteObjects),
        S3Subresource.Encryption => new(
            S3Operation.GetBucketEncryption, S3Operation.PutBucketEncryption, S3Operation.DeleteBucketEncryption),
        S3Subresource.IntelligentTiering => new(
            query.Has("id")
                ? S3Operation.GetBucketIntelligentTieringConfiguration
                : S3Operation.ListBucketIntelligentTieringConfigurations,
            S3Operation.PutBucketIntelligentTieringConfiguration,
            S3Operation.DeleteBucketIntelligentTieringConfiguration),
        S3Subresource.Inventory => new(
            query.Has("id") ? S3Operation.GetBucketInventoryConfiguration : S3Operation.ListBucketInventoryConfigurations,
            S3Operation.PutBucketInventoryConfiguration, S3Operation.DeleteBucketInventoryConfiguration),
        S3Subresource.Lifecycle => new(
            S3Operation.GetBucketLifecycleConfiguration, S3Operation.PutBucketLifecycleConfiguration,
            S3Operation.DeleteBucketLifecycle),
        S3Subresource.ListType => new(S3Operation.ListObjectsV2),
        S3Subresource.Location => new(S3Operation.GetBucketLocation),
        S3Subresource.Logging => new(S3Operation.GetBucketLogging, S3Operation.PutBucketLogging),
        S3Subresource.MetadataConfiguration => new(
            S3Operation.GetBucketMetadataConfiguration, null, S3Operation.DeleteBucketMetadataConfiguration,
            S3Operation.CreateBucketMetadataConfiguration),
        S3Subresource.MetadataInventoryTable => new(
            Put: S3Operation.UpdateBucketMetadataInventoryTableConfiguration),
        S3Subresource.MetadataJournalTable => new(Put: S3Operation.UpdateBucketMetadataJournalTableConfiguration),
        S3Subresource.MetadataTable => new(
            S3Operation.GetBucketMetadataTableConfiguration, null, S3Operation.DeleteBucketMetadataTableConfiguration,
            S3Operation.CreateBucketMetadataTableConfiguration),
        S3Subresource.Metrics => new(
            query.Has("id") ? S3Operation.GetBucketMetricsConfiguration : S3Operation.ListBucketMetricsConfigurations,
            S3Operation.PutBucketMetricsConfiguration, S3Operation.DeleteBucketMetricsConfiguration),
        S3Subresource.Notification => new(
            S3Operation.GetBucketNotificationConfiguration, S3Operation.PutBucketNotificationConfiguration),
        S3Subresource.ObjectLock => new(
            S3Operation.GetObjectLockConfiguration, S3Operation.PutObjectLockConfiguration),
        S3Subresource.OwnershipControls => new(
            S3Operation.GetBucketOwnershipControls, S3Operation.PutBucketOwnershipControls,
            S3Operation.DeleteBucketOwnershipControls),
        S3Subresource.Policy => new(
            S3Operation.GetBucketPolicy, S3Operation.PutBucketPolicy, S3Operation.DeleteBucketPolicy),
        S3Subresource.PolicyStatus => new(S3Operation.GetBucketPolicyStatus),
        S3Subresource.PublicAccessBlock => new(
            S3Operation.GetPublicAccessBlock, S3Operation.PutPublicAccessBlock, S3Operation.DeletePublicAccessBlock),
        S3Subresource.Replication => new(
            S3Operation.GetBucketReplication, S3Operation.PutBucketReplication, S3Operation.DeleteBucketReplication),
        S3Subresource.RequestPayment => new(
            S3Operation.GetBucketRequestPayment, S3Operation.PutBucketRequestPayment),
        S3Subresource.Session => new(S3Operation.CreateSession),
        S3Subresource.Tagging => new(
            S3Operation.GetBucketTagging, S3Operation.PutBucketTagging, S3Operation.DeleteBucketTagging),
        S3Subresource.Uploads => new(S3Operation.ListMultipartUploads),
        S3Subresource.Versioning => new(S3Operation.GetBucketVersioning, S3Operation.PutBucketVersioning),
        S3Subresource.Versions => new(S3Operation.ListObjectVersions),
        S3Subresource.Website => new(
            S3Operation.GetBucketWebsite, S3Operation.PutBucketWebsite, S3Operation.DeleteBucketWebsite),
        S3Subresource.Attributes or S3Subresource.LegalHold or S3Subresource.Rename or S3Subresource.Restore
            or S3Subresource.Retention or S3Subresource.Select or S3Subresource.Torrent
            or S3Subresource.UploadId => default,
    };

    private static Methods ForObject(S3Subresource subresource, S3Query query, Func<string, string?> header)
        => subresource switch
        {
            S3Subresource.None => new(
                S3Operation.GetObject,
                header("x-amz-copy-source") is null ? S3Operation.PutObject : S3Operation.CopyObject,
                S3Operation.DeleteObject,
                Head: S3Operation.HeadObject),
            S3Subresource.Acl => new(S3Operation.GetObjectAcl, S3Operation.PutObjectAcl),
            S3Subresource.Attributes => new(S3Operation.GetObjectAttributes),
            S3Subresource.LegalHold => new(S3Operation.GetObjectLegalHold, S3Operation.PutObjectLegalHold),
            S3Subresource.Rename => new(Put: S3Operation.RenameObject),
            S3Subresource.Restore => new(Post: S3Operation.RestoreObject),
            S3Subresource.Retention => new(S3Operation.GetObjectRetention, S3Operation.PutObjectRetention),
            S3Subresource.Select => new(Post: S3Operation.SelectObjectContent),
            S3Subresource.Tagging => new(
                S3Operation.GetObjectTagging, S3Operation.PutObjectTagging, S3Operation.DeleteObjectTagging),
            S3Subresource.Torrent => new(S3Operation.GetObjectTorrent),
            S3Subresource.UploadId => new(
                S3Operation.ListParts,
                header("x-amz-copy-source") is null ? S3Operation.UploadPart : S3Operation.UploadPartCopy,
                S3Operation.AbortMultipartUpload,
                S3Operation.CompleteMultipartUpload),
            S3Subresource.Uploads => new(Post: S3Operation.CreateMultipartUpload),
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
