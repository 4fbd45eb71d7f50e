using System.Text;
using System.Xml.Linq;
using Basalt.Http;
using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

internal sealed record S3Answer(int Status, ResponseHeaders Headers, byte[] Bytes, bool IsAborted)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public string? this[string header] => Headers[header];

    public S3Answer Is(int status)
    {
        Assert.True(Status == status, $"{Status} and not {status}: {Text}");
        return this;
    }

    /// <summary>An error document with this code.</summary>
    public S3Answer IsError(int status, string code)
    {
        Is(status);
        Assert.Equal(code, Value("Code"));
        Assert.NotNull(Headers["x-amz-request-id"]);
        return this;
    }

    /// <summary>The text of the first element of a name; null if there is none.</summary>
    public string? Value(string element) => Values(element).FirstOrDefault();

    public string[] Values(string element) =>
    [
        .. XDocument.Parse(Text).Descendants()
            .Where(node => node.Name.LocalName == element)
            .Select(node => node.Value),
    ];
}
