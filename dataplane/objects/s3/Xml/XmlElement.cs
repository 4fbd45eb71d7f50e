namespace Basalt.Objects.S3.Xml;

/// <summary>
/// One element of a request's XML: its local name and either its text or its children. Attributes are not kept.
/// </summary>
internal sealed class XmlElement(string name)
{
    public string Name { get; } = name;

    public string Text { get; set; } = "";

    public List<XmlElement> Children { get; } = [];

    /// <summary>The text of the first child of a name; null if there is none.</summary>
    public string? TextOf(string child)
    {
        foreach (var element in Children)
        {
            if (element.Name == child)
                return element.Text;
        }

        return null;
    }
}
