using System.Buffers;
using System.Globalization;
using System.Text;

namespace Basalt.Objects.S3.Xml;

/// <summary>Writes an answer's XML: elements and text, nothing else is needed.</summary>
/// <remarks>
/// Keys may hold characters that XML 1.0 has no way to write (section 2.2). S3 writes references to them, on which the
/// parsers of most clients (expat, libxml2, Go's) give up, and with one key lose the whole page. Here U+FFFD stands in
/// their place; a client that must know them asks for <c>encoding-type=url</c>, as AWS's own do.
/// </remarks>
internal sealed class S3XmlWriter
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    private const string Unwritable = "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019"
        + "\u001A\u001B\u001C\u001D\u001E\u001F\uFFFE\uFFFF";

    private static readonly SearchValues<char> s_unwritable = SearchValues.Create(Unwritable);

    private static readonly SearchValues<char> s_escaped = SearchValues.Create("&<>\"\r" + Unwritable);

    private readonly ArrayBufferWriter<byte> _target = new(1024);
    private readonly Stack<string> _open = new();

    /// <param name="root">The document's element.</param>
    /// <param name="hasNamespace">Errors are the one document without the S3 namespace.</param>
    public S3XmlWriter(string root, bool hasNamespace = true)
    {
        Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
        Raw(root);
        if (hasNamespace)
        {
            Raw(" xmlns=\"");
            Raw(Namespace);
            Raw("\"");
        }

        Raw(">");
        _open.Push(root);
    }

    public S3XmlWriter Start(string name)
    {
        Raw("<");
        Raw(name);
        Raw(">");
        _open.Push(name);
        return this;
    }

    /// <summary>An element whose type an attribute tells, as grantees have it.</summary>
    public S3XmlWriter StartTyped(string name, string instanceNamespace, string type)
    {
        Raw($"<{name} xmlns:xsi=\"{instanceNamespace}\" xsi:type=\"{type}\">");
        _open.Push(name);
        return this;
    }

    public S3XmlWriter End()
    {
        Raw("</");
        Raw(_open.Pop());
        Raw(">");
        return this;
    }

    public S3XmlWriter Element(string name, string text)
    {
        Start(name);
        Text(text);
        return End();
    }

    public S3XmlWriter Element(string name, long number)
        => Element(name, number.ToString(CultureInfo.InvariantCulture));

    public S3XmlWriter Element(string name, bool value) => Element(name, value ? "true" : "false");

    /// <summary>A time in the form of S3's documents: UTC with milliseconds.</summary>
    public S3XmlWriter Element(string name, DateTimeOffset time) => Element(name, FormatTime(time));

    /// <summary>Nothing is written if the text is null.</summary>
    public S3XmlWriter Optional(string name, string? text) => text is null ? this : Element(name, text);

    /// <summary>Ends all that is open and gives the document.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        while (_open.Count > 0)
            End();
        return _target.WrittenMemory;
    }

    /// <summary>Whether the text comes out of a document as it went in.</summary>
    public static bool CanHold(string text) => !text.AsSpan().ContainsAny(s_unwritable);

    public static string FormatTime(DateTimeOffset time)
        => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public void Text(string text)
    {
        var rest = text.AsSpan();
        while (true)
        {
            var run = rest.IndexOfAny(s_escaped);
            if (run < 0)
            {
                Raw(rest);
                return;
            }

            Raw(rest[..run]);
            Raw(rest[run] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\r' => "&#xD;",
                _ => "\uFFFD",
            });
            rest = rest[(run + 1)..];
        }
    }

    private void Raw(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _target);
}
