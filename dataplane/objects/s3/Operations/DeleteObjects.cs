using System.Text;
using Basalt.Objects.Core;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>Deletes up to 1,000 objects and says for each what became of it.</summary>
internal static class DeleteObjects
{
    /// <summary>One key of the request, as it is to be answered.</summary>
    private sealed record Wish(string Text, string? VersionId, string? ETag)
    {
        public ObjectKey? Key { get; set; }

        public S3Exception? Error { get; set; }
    }

    public static async ValueTask RunAsync(S3Context context)
    {
        var bucket = await context.OpenForWriteAsync();
        var document = await S3Document.ReadAsync(context.Request, isRequired: true);
        var (wishes, isQuiet) = Parse(document);
        await DeleteAsync(context, bucket, wishes);
        await context.WriteXmlAsync(Write(wishes, isQuiet));
    }

    private static (List<Wish> Wishes, bool IsQuiet) Parse(byte[] document)
    {
        var root = S3XmlReader.Parse(document, "Delete");
        var wishes = new List<Wish>();
        foreach (var child in root.Children)
        {
            if (child.Name != "Object")
                continue;
            if (child.TextOf("Key") is not { Length: > 0 } key || wishes.Count == S3Limits.DeleteKeysMax)
                throw new S3Exception(S3ErrorCode.MalformedXml);
            wishes.Add(Check(new Wish(key, child.TextOf("VersionId"), child.TextOf("ETag"))));
        }

        if (wishes.Count == 0)
            throw new S3Exception(S3ErrorCode.MalformedXml);
        return (wishes, root.TextOf("Quiet")?.Trim() is "true" or "True" or "TRUE");
    }

    private static Wish Check(Wish wish)
    {
        try
        {
            S3Version.Check(string.IsNullOrEmpty(wish.VersionId) ? null : wish.VersionId);
            wish.Key = S3Target.ParseKey(Encoding.UTF8.GetBytes(wish.Text));
        }
        catch (S3Exception e)
        {
            wish.Error = e;
        }

        return wish;
    }

    private static async ValueTask DeleteAsync(S3Context context, ContainerInfo bucket, List<Wish> wishes)
    {
        var plain = wishes.Where(wish => wish is { Key: not null, Error: null, ETag: null }).ToList();
        var keys = plain.ConvertAll(wish => wish.Key!.Value);
        var outcomes = await context.Store.DeleteObjectsAsync(bucket, keys, context.Aborted);
        for (var i = 0; i < plain.Count; i++)
            plain[i].Error = ErrorOf(outcomes[i]);
        foreach (var wish in wishes.Where(wish => wish is { Key: not null, Error: null, ETag: not null }))
        {
            var outcome = await context.Store
                .DeleteObjectAsync(
                    bucket,
                    wish.Key!.Value,
                    current => current is not null && Conditions.Matches(wish.ETag!, current.ETag),
                    context.Aborted);
            wish.Error = ErrorOf(outcome);
        }
    }

    private static S3Exception? ErrorOf(ObjectOutcome outcome)
        => outcome is ObjectOutcome.Done or ObjectOutcome.NoSuchObject ? null : S3ErrorMap.ToException(outcome, null);

    private static S3XmlWriter Write(List<Wish> wishes, bool isQuiet)
    {
        var document = new S3XmlWriter("DeleteResult");
        foreach (var wish in wishes)
        {
            if (wish.Error is { } error)
            {
                document.Start("Error").Element("Key", wish.Text).Optional("VersionId", wish.VersionId)
                    .Element("Code", S3ErrorMap.Describe(error.Code).Code).Element("Message", error.Message).End();
            }
            else if (!isQuiet)
            {
                document.Start("Deleted").Element("Key", wish.Text).Optional("VersionId", wish.VersionId).End();
            }
        }

        return document;
    }
}
