using Basalt.Objects.Core;

namespace Basalt.Objects.S3.Operations;

/// <summary>Deletes an object. An object that is not there is deleted already: 204 either way.</summary>
internal static class DeleteObject
{
    public static async ValueTask RunAsync(S3Context context)
    {
        var request = context.Request;
        S3Version.Check(request.Query["versionId"]);
        var bucket = await context.OpenForWriteAsync();
        var condition = WriteCondition.Parse(request);
        var outcome = await context.Store
            .DeleteObjectAsync(bucket, request.Key, condition.Precondition, request.Aborted);
        if (outcome == ObjectOutcome.PreconditionFailed)
            throw condition.Failure(request.Key);
        if (outcome != ObjectOutcome.NoSuchObject)
            S3Context.Check(outcome);
        S3Response.WriteEmpty(context.Exchange, 204);
    }
}
