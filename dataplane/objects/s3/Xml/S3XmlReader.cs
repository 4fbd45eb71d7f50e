using System.Xml;

namespace Basalt.Objects.S3.Xml;

/// <summary>
/// Reads the small documents that clients send. No DTD, no entities of their own, bounded size, depth and count.
/// </summary>
internal static class S3XmlReader
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = false,
        CheckCharacters = false,
        MaxCharactersInDocument = S3Limits.XmlSizeMax,
        CloseInput = false,
    };

    /// <summary>The document's element, which must have the given name; anything else is MalformedXML.</summary>
    public static XmlElement Parse(byte[] document, string rootName)
    {
        try
        {
            using var stream = new MemoryStream(document, writable: false);
            using var reader = XmlReader.Create(stream, Settings);
            var root = ReadTree(reader);
            return root.Name == rootName ? root : throw new S3Exception(S3ErrorCode.MalformedXml);
        }
        catch (XmlException e)
        {
            throw Malformed(e);
        }
        catch (System.Text.DecoderFallbackException e)
        {
            throw Malformed(e);
        }
    }

    private static XmlElement ReadTree(XmlReader reader)
    {
        reader.MoveToContent();
        var open = new Stack<XmlElement>();
        XmlElement? root = null;
        var count = 0;
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++count > S3Limits.XmlElementsMax || open.Count == S3Limits.XmlDepthMax
                        || reader.NamespaceURI is not ("" or Namespace))
                    {
                        throw new S3Exception(S3ErrorCode.MalformedXml);
                    }

                    var element = new XmlElement(reader.LocalName);
                    root ??= element;
                    if (open.TryPeek(out var parent))
                        parent.Children.Add(element);
                    if (!reader.IsEmptyElement)
                        open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace
                    or XmlNodeType.SignificantWhitespace:
                    // White space counts too: a key may be nothing but spaces.
                    if (open.TryPeek(out var holder) && holder.Children.Count == 0)
                        AddText(holder, reader.Value);
                    break;
                default:
                    break;
            }
        }
        while (reader.Read());

        return root ?? throw new S3Exception(S3ErrorCode.MalformedXml);
    }

    private static void AddText(XmlElement element, string text)
    {
        if (element.Text.Length + text.Length > S3Limits.XmlTextSizeMax)
            throw new S3Exception(S3ErrorCode.MalformedXml);
        element.Text += text;
    }

    private static S3Exception Malformed(Exception cause)
        => new(S3ErrorCode.MalformedXml, cause);
}
