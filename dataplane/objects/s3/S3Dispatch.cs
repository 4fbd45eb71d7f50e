using Basalt.Objects.S3.Operations;

namespace Basalt.Objects.S3;

/// <summary>Runs an operation. Total: an operation that is not listed here does not build.</summary>
internal static class S3Dispatch
{
    public static ValueTask RunAsync(S3Operation operation, S3Context context) => operation switch
    {
        S3Operation.AbortMultipartUpload => AbortMultipartUpload.RunAsync(context),
        S3Operation.CompleteMultipartUpload => CompleteMultipartUpload.RunAsync(context),
        S3Operation.CopyObject => CopyObject.RunAsync(context),
        S3Operation.CreateBucket => CreateBucket.RunAsync(context),
        S3Operation.CreateMultipartUpload => CreateMultipartUpload.RunAsync(context),
        S3Operation.DeleteBucket => DeleteBucket.RunAsync(context),
        S3Operation.DeleteObject => DeleteObject.RunAsync(context),
        S3Operation.DeleteObjects => DeleteObjects.RunAsync(context),
        S3Operation.GetBucketAccelerateConfiguration => GetBucketAccelerateConfiguration.RunAsync(context),
        S3Operation.GetBucketAcl => GetBucketAcl.RunAsync(context),
        S3Operation.GetBucketCors => GetBucketCors.RunAsync(context),
        S3Operation.GetBucketEncryption => GetBucketEncryption.RunAsync(context),
        S3Operation.GetBucketLifecycleConfiguration => GetBucketLifecycleConfiguration.RunAsync(context),
        S3Operation.GetBucketLocation => GetBucketLocation.RunAsync(context),
        S3Operation.GetBucketLogging => GetBucketLogging.RunAsync(context),
        S3Operation.GetBucketNotificationConfiguration => GetBucketNotificationConfiguration.RunAsync(context),
        S3Operation.GetBucketOwnershipControls => GetBucketOwnershipControls.RunAsync(context),
        S3Operation.GetBucketPolicy => GetBucketPolicy.RunAsync(context),
        S3Operation.GetBucketPolicyStatus => GetBucketPolicyStatus.RunAsync(context),
        S3Operation.GetBucketReplication => GetBucketReplication.RunAsync(context),
        S3Operation.GetBucketRequestPayment => GetBucketRequestPayment.RunAsync(context),
        S3Operation.GetBucketTagging => GetBucketTagging.RunAsync(context),
        S3Operation.GetBucketVersioning => GetBucketVersioning.RunAsync(context),
        S3Operation.GetBucketWebsite => GetBucketWebsite.RunAsync(context),
        S3Operation.GetObject => GetObject.RunAsync(context),
        S3Operation.GetObjectAcl => GetObjectAcl.RunAsync(context),
        S3Operation.GetObjectLockConfiguration => GetObjectLockConfiguration.RunAsync(context),
        S3Operation.GetObjectTagging => GetObjectTagging.RunAsync(context),
        S3Operation.GetPublicAccessBlock => GetPublicAccessBlock.RunAsync(context),
        S3Operation.HeadBucket => HeadBucket.RunAsync(context),
        S3Operation.HeadObject => HeadObject.RunAsync(context),
        S3Operation.ListBuckets => ListBuckets.RunAsync(context),
        S3Operation.ListMultipartUploads => ListMultipartUploads.RunAsync(context),
        S3Operation.ListObjects => ListObjects.RunAsync(context),
        S3Operation.ListObjectsV2 => ListObjectsV2.RunAsync(context),
        S3Operation.ListParts => ListParts.RunAsync(context),
        S3Operation.PutObject => PutObject.RunAsync(context),
        S3Operation.UploadPart => UploadPart.RunAsync(context),
        S3Operation.UploadPartCopy => UploadPartCopy.RunAsync(context),
        S3Operation.CreateBucketMetadataConfiguration or S3Operation.CreateBucketMetadataTableConfiguration
            or S3Operation.CreateSession or S3Operation.DeleteBucketAnalyticsConfiguration
            or S3Operation.DeleteBucketCors or S3Operation.DeleteBucketEncryption
            or S3Operation.DeleteBucketIntelligentTieringConfiguration
            or S3Operation.DeleteBucketInventoryConfiguration or S3Operation.DeleteBucketLifecycle
            or S3Operation.DeleteBucketMetadataConfiguration or S3Operation.DeleteBucketMetadataTableConfiguration
            or S3Operation.DeleteBucketMetricsConfiguration or S3Operation.DeleteBucketOwnershipControls
            or S3Operation.DeleteBucketPolicy or S3Operation.DeleteBucketReplication
            or S3Operation.DeleteBucketTagging or S3Operation.DeleteBucketWebsite or S3Operation.DeleteObjectTagging
            or S3Operation.DeletePublicAccessBlock or S3Operation.GetBucketAnalyticsConfiguration
            or S3Operation.GetBucketIntelligentTieringConfiguration or S3Operation.GetBucketInventoryConfiguration
            or S3Operation.GetBucketMetadataConfiguration or S3Operation.GetBucketMetadataTableConfiguration
            or S3Operation.GetBucketMetricsConfiguration or S3Operation.GetObjectAttributes
            or S3Operation.GetObjectLegalHold or S3Operation.GetObjectRetention or S3Operation.GetObjectTorrent
            or S3Operation.ListBucketAnalyticsConfigurations
            or S3Operation.ListBucketIntelligentTieringConfigurations
            or S3Operation.ListBucketInventoryConfigurations or S3Operation.ListBucketMetricsConfigurations
            or S3Operation.ListObjectVersions or S3Operation.PostObject
            or S3Operation.PutBucketAccelerateConfiguration or S3Operation.PutBucketAcl
            or S3Operation.PutBucketAnalyticsConfiguration or S3Operation.PutBucketCors
            or S3Operation.PutBucketEncryption or S3Operation.PutBucketIntelligentTieringConfiguration
            or S3Operation.PutBucketInventoryConfiguration or S3Operation.PutBucketLifecycleConfiguration
            or S3Operation.PutBucketLogging or S3Operation.PutBucketMetricsConfiguration
            or S3Operation.PutBucketNotificationConfiguration or S3Operation.PutBucketOwnershipControls
            or S3Operation.PutBucketPolicy or S3Operation.PutBucketReplication
            or S3Operation.PutBucketRequestPayment or S3Operation.PutBucketTagging
            or S3Operation.PutBucketVersioning or S3Operation.PutBucketWebsite or S3Operation.PutObjectAcl
            or S3Operation.PutObjectLegalHold or S3Operation.PutObjectLockConfiguration
            or S3Operation.PutObjectRetention or S3Operation.PutObjectTagging or S3Operation.PutPublicAccessBlock
            or S3Operation.RenameObject or S3Operation.RestoreObject or S3Operation.SelectObjectContent
            or S3Operation.UpdateBucketMetadataInventoryTableConfiguration
            or S3Operation.UpdateBucketMetadataJournalTableConfiguration
            => throw NotServed(operation),
    };

    /// <summary>The operation is known and not served: said by name.</summary>
    public static S3Exception NotServed(S3Operation operation)
        => new S3Exception(S3ErrorCode.NotImplemented, $"{operation} is not implemented.")
            .With("Operation", operation.ToString());
}
