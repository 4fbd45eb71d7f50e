using System.Globalization;
using System.Text;
using Basalt.Objects.Core;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3.Operations;

/// <summary>
/// The buckets of the caller's project, in the order of their names; in pages if the client asks for pages.
/// </summary>
internal static class ListBuckets
{
    /// <summary>Buckets of one page, and of an answer without pages.</summary>
    public const int BucketsMax = 10_000;

    public static async ValueTask RunAsync(S3Context context)
    {
        var request = context.Request;
        context.Require(S3Access.Read);
        var prefix = request.Query["prefix"] ?? "";
        var query = new ListQuery
        {
            Prefix = Encoding.UTF8.GetBytes(prefix),
            Marker = ContinuationToken.Decode(request.Query.NonEmpty("continuation-token")),
            Limit = ReadLimit(request.Query),
        };
        var isElsewhere = request.Query.NonEmpty("bucket-region") is { } region && region != context.Options.Region;
        var page = isElsewhere
            ? new ListPage<ContainerEntry>([], IsTruncated: false)
            : await context.Store.ListContainersAsync(context.Caller.ProjectId, query, context.Aborted);

        var document = new S3XmlWriter("ListAllMyBucketsResult");
        S3Owner.Write(document, "Owner", context.Caller.ProjectId, context.Caller);
        document.Start("Buckets");
        foreach (var item in page.Items)
        {
            if (item.Entry is not { } bucket)
                continue;
            document.Start("Bucket").Element("Name", bucket.Name).Element("CreationDate", bucket.CreatedAt).End();
        }

        document.End();
        if (request.Query.Has("prefix"))
            document.Element("Prefix", prefix);
        if (page.IsTruncated)
            document.Element("ContinuationToken", ContinuationToken.Encode(page.Items[^1].Name.Span));
        await context.WriteXmlAsync(document);
    }

    private static int ReadLimit(S3Query query)
    {
        if (query.NonEmpty("max-buckets") is not { } text)
            return BucketsMax;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= BucketsMax
            ? limit
            : throw S3Exception.Argument(
                "max-buckets", text, "Argument max-buckets must be an integer between 1 and 10000");
    }
}
