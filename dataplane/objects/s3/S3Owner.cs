using Basalt.Objects.Front;
using Basalt.Objects.S3.Xml;

namespace Basalt.Objects.S3;

/// <summary>The owner as documents show it: the project, which is what owns buckets here.</summary>
internal static class S3Owner
{
    public static void Write(S3XmlWriter document, string element, string account, Caller caller)
    {
        document.Start(element);
        WriteContent(document, account, caller);
        document.End();
    }

    public static void WriteContent(S3XmlWriter document, string account, Caller caller) => document
        .Element("ID", account)
        .Element("DisplayName", account == caller.ProjectId ? caller.ProjectName : account);
}
