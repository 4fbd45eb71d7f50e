using Basalt.Objects.S3.Operations;
using Op = Basalt.Objects.S3.S3Operation;

namespace Basalt.Objects.S3;

/// <summary>Runs an operation. Total: an operation that is not listed here does not build.</summary>
internal static class S3Dispatch
{
    public static ValueTask RunAsync(S3Operation operation, S3Context context) => operation switch
    {
        Op.AbortMultipartUpload => AbortMultipartUpload.RunAsync(context),
        Op.CompleteMultipartUpload => CompleteMultipartUpload.RunAsync(context),
        Op.CopyObject => CopyObject.RunAsync(context),
        Op.CreateBucket => CreateBucket.RunAsync(context),
        Op.CreateMultipartUpload => CreateMultipartUpload.RunAsync(context),
        Op.DeleteBucket => DeleteBucket.RunAsync(context),
        Op.DeleteObject => DeleteObject.RunAsync(context),
        Op.DeleteObjects => DeleteObjects.RunAsync(context),
        Op.GetBucketAccelerateConfiguration => GetBucketAccelerateConfiguration.RunAsync(context),
        Op.GetBucketAcl => GetBucketAcl.RunAsync(context),
        Op.GetBucketCors => GetBucketCors.RunAsync(context),
        Op.GetBucketEncryption => GetBucketEncryption.RunAsync(context),
        Op.GetBucketLifecycleConfiguration => GetBucketLifecycleConfiguration.RunAsync(context),
        Op.GetBucketLocation => GetBucketLocation.RunAsync(context),
        Op.GetBucketLogging => GetBucketLogging.RunAsync(context),
        Op.GetBucketNotificationConfiguration => GetBucketNotificationConfiguration.RunAsync(context),
        Op.GetBucketOwnershipControls => GetBucketOwnershipControls.RunAsync(context),
        Op.GetBucketPolicy => GetBucketPolicy.RunAsync(context),
        Op.GetBucketPolicyStatus => GetBucketPolicyStatus.RunAsync(context),
        Op.GetBucketReplication => GetBucketReplication.RunAsync(context),
        Op.GetBucketRequestPayment => GetBucketRequestPayment.RunAsync(context),
        Op.GetBucketTagging => GetBucketTagging.RunAsync(context),
        Op.GetBucketVersioning => GetBucketVersioning.RunAsync(context),
        Op.GetBucketWebsite => GetBucketWebsite.RunAsync(context),
        Op.GetObject => GetObject.RunAsync(context),
        Op.GetObjectAcl => GetObjectAcl.RunAsync(context),
        Op.GetObjectLockConfiguration => GetObjectLockConfiguration.RunAsync(context),
        Op.GetObjectTagging => GetObjectTagging.RunAsync(context),
        Op.GetPublicAccessBlock => GetPublicAccessBlock.RunAsync(context),
        Op.HeadBucket => HeadBucket.RunAsync(context),
        Op.HeadObject => HeadObject.RunAsync(context),
        Op.ListBuckets => ListBuckets.RunAsync(context),
        Op.ListMultipartUploads => ListMultipartUploads.RunAsync(context),
        Op.ListObjects => ListObjects.RunAsync(context),
        Op.ListObjectsV2 => ListObjectsV2.RunAsync(context),
        Op.ListParts => ListParts.RunAsync(context),
        Op.PutObject => PutObject.RunAsync(context),
        Op.UploadPart => UploadPart.RunAsync(context),
        Op.UploadPartCopy => UploadPartCopy.RunAsync(context),
        Op.CreateBucketMetadataConfiguration or Op.CreateBucketMetadataTableConfiguration or Op.CreateSession
            or Op.DeleteBucketAnalyticsConfiguration or Op.DeleteBucketCors or Op.DeleteBucketEncryption
            or Op.DeleteBucketIntelligentTieringConfiguration or Op.DeleteBucketInventoryConfiguration
            or Op.DeleteBucketLifecycle or Op.DeleteBucketMetadataConfiguration
            or Op.DeleteBucketMetadataTableConfiguration or Op.DeleteBucketMetricsConfiguration
            or Op.DeleteBucketOwnershipControls or Op.DeleteBucketPolicy or Op.DeleteBucketReplication
            or Op.DeleteBucketTagging or Op.DeleteBucketWebsite or Op.DeleteObjectTagging
            or Op.DeletePublicAccessBlock or Op.GetBucketAnalyticsConfiguration
            or Op.GetBucketIntelligentTieringConfiguration or Op.GetBucketInventoryConfiguration
            or Op.GetBucketMetadataConfiguration or Op.GetBucketMetadataTableConfiguration
            or Op.GetBucketMetricsConfiguration or Op.GetObjectAttributes or Op.GetObjectLegalHold
            or Op.GetObjectRetention or Op.GetObjectTorrent or Op.ListBucketAnalyticsConfigurations
            or Op.ListBucketIntelligentTieringConfigurations or Op.ListBucketInventoryConfigurations
            or Op.ListBucketMetricsConfigurations or Op.ListObjectVersions or Op.PostObject
            or Op.PutBucketAccelerateConfiguration or Op.PutBucketAcl or Op.PutBucketAnalyticsConfiguration
            or Op.PutBucketCors or Op.PutBucketEncryption or Op.PutBucketIntelligentTieringConfiguration
            or Op.PutBucketInventoryConfiguration or Op.PutBucketLifecycleConfiguration or Op.PutBucketLogging
            or Op.PutBucketMetricsConfiguration or Op.PutBucketNotificationConfiguration
            or Op.PutBucketOwnershipControls or Op.PutBucketPolicy or Op.PutBucketReplication
            or Op.PutBucketRequestPayment or Op.PutBucketTagging or Op.PutBucketVersioning or Op.PutBucketWebsite
            or Op.PutObjectAcl or Op.PutObjectLegalHold or Op.PutObjectLockConfiguration or Op.PutObjectRetention
            or Op.PutObjectTagging or Op.PutPublicAccessBlock or Op.RenameObject or Op.RestoreObject
            or Op.SelectObjectContent or Op.UpdateBucketMetadataInventoryTableConfiguration
            or Op.UpdateBucketMetadataJournalTableConfiguration
            => throw NotServed(operation),
    };

    /// <summary>The operation is known and not served: said by name.</summary>
    public static S3Exception NotServed(S3Operation operation)
        => new S3Exception(S3ErrorCode.NotImplemented, $"{operation} is not implemented.")
            .With("Operation", operation.ToString());
}
