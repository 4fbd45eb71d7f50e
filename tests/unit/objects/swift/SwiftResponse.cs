using System.Text;
using Basalt.Http;

namespace Basalt.Tests.Unit.Objects.Swift;

internal sealed record SwiftResponse(int Status, ResponseHeaders Headers, byte[] Bytes, bool IsAborted)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public string? this[string name] => Headers[name];
}
