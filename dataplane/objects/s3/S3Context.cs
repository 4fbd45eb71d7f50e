using Basalt.Http;
using Basalt.Objects.Core;
using Basalt.Objects.Front;

namespace Basalt.Objects.S3;

/// <summary>What an operation works with: the request, the store, and the caller's right to a bucket.</summary>
internal sealed class S3Context(S3Request request, ObjectStore store, TimeProvider time, S3Options options)
{
    private const string ExpectedOwnerHeader = "x-amz-expected-bucket-owner";

    public S3Request Request { get; } = request;

    public HttpExchange Exchange => Request.Exchange;

    public ObjectStore Store { get; } = store;

    public TimeProvider Time { get; } = time;

    public S3Options Options { get; } = options;

    public Caller Caller => Request.Signed.Caller;

    public CancellationToken Aborted => Request.Exchange.Aborted;

    /// <summary>The request's bucket, open to the caller for reading.</summary>
    public ValueTask<ContainerInfo> OpenForReadAsync()
        => OpenAsync(Request.Bucket, S3Access.Read, Request.Header(ExpectedOwnerHeader));

    /// <summary>The request's bucket, open to the caller for changes.</summary>
    public ValueTask<ContainerInfo> OpenForWriteAsync()
        => OpenAsync(Request.Bucket, S3Access.Write, Request.Header(ExpectedOwnerHeader));

    /// <summary>The bucket that x-amz-copy-source names, open to the caller for reading.</summary>
    public ValueTask<ContainerInfo> OpenSourceAsync(string bucket)
        => OpenAsync(bucket, S3Access.Read, Request.Header("x-amz-source-expected-bucket-owner"));

    /// <summary>The record of the request's object, as a reader would see it; NoSuchKey if there is none.</summary>
    public async ValueTask<ObjectInfo> RequireObjectAsync(ContainerInfo bucket)
    {
        S3Version.Check(Request.Query["versionId"]);
        var result = await Store.HeadObjectAsync(bucket, Request.Key, access: null, Aborted);
        return result.IsDone ? result.Value : throw NoSuchKey(result.Outcome, Request.Key);
    }

    /// <summary>The error of an outcome, with the key if it is the key that is missing.</summary>
    public static S3Exception NoSuchKey(ObjectOutcome outcome, ObjectKey key)
    {
        var error = S3ErrorMap.ToException(outcome, null);
        return error.Code == S3ErrorCode.NoSuchKey ? error.With("Key", key.ToString()) : error;
    }

    /// <summary>Refuses a caller whose roles give no such right in any bucket.</summary>
    public void Require(S3Access access)
    {
        if (!access.IsGrantedBy(Caller))
            throw new S3Exception(S3ErrorCode.AccessDenied);
    }

    /// <summary>Throws what an outcome is called in S3, unless it is done.</summary>
    public static void Check(ObjectOutcome outcome)
    {
        if (outcome != ObjectOutcome.Done)
            throw S3ErrorMap.ToException(outcome, null);
    }

    public ValueTask WriteXmlAsync(Xml.S3XmlWriter document) => S3Response.WriteXmlAsync(Exchange, document);

    private async ValueTask<ContainerInfo> OpenAsync(string bucket, S3Access access, string? expectedOwner)
    {
        // The caller's own project first, then whoever holds the global name.
        var container = await Store.ResolveBucketAsync(Caller.ProjectId, bucket, Aborted);
        if (container is null)
        {
            throw ContainerNames.IsBucket(bucket)
                ? new S3Exception(S3ErrorCode.NoSuchBucket).With("BucketName", bucket)
                : new S3Exception(S3ErrorCode.InvalidBucketName).With("BucketName", bucket);
        }

        if (container.Account != Caller.ProjectId || (expectedOwner is not null && expectedOwner != container.Account))
            throw new S3Exception(S3ErrorCode.AccessDenied);
        Require(access);
        return container;
    }
}
