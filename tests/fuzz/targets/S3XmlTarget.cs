using Basalt.Objects.S3;
using Basalt.Objects.S3.Xml;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>A document is a small tree or MalformedXML.</summary>
internal sealed class S3XmlTarget : IFuzzTarget
{
    public string Name => "s3-xml";

    public IReadOnlyList<string> Seeds =>
    [
        "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Quiet>true</Quiet>"
            + "<Object><Key>a&amp;b</Key></Object></Delete>",
        "<Delete><Object><Key><![CDATA[x]]></Key><VersionId>null</VersionId></Object></Delete>",
        "<!DOCTYPE d [<!ENTITY e \"eeee\"><!ENTITY f \"&e;&e;\">]><Delete>&f;</Delete>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Delete><!-- c --><Object/></Delete>",
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        try
        {
            var root = S3XmlReader.Parse(input.ToArray(), "Delete");
            Promise.Holds(Depth(root) <= S3Limits.XmlDepthMax, "a tree is not deep");
        }
        catch (S3Exception e)
        {
            Promise.Holds(e.Code == S3ErrorCode.MalformedXml, "what is refused is malformed");
        }
    }

    private static int Depth(XmlElement element)
        => 1 + (element.Children.Count == 0 ? 0 : element.Children.Max(Depth));
}
