using System.Buffers;
using Basalt.Http.Http1.Head;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>A head comes out the same however it is cut, and one that is taken can be read in one way only.</summary>
internal sealed class HttpHeadTarget : IFuzzTarget
{
    public string Name => "http-head";

    public IReadOnlyList<string> Seeds =>
    [
        "GET /a%2Fb?c=d HTTP/1.1\r\nHost: h:80\r\nX-Auth-Token: t\r\n\r\n",
        "PUT / HTTP/1.1\r\nhost:h\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\nrest",
        "POST http://h/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close, x\r\n\r\n0\r\n\r\n",
        "\r\nOPTIONS * HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var bytes = input.ToArray();
        var head = new RequestHead();
        var whole = Read(head, bytes, bytes.Length);
        for (var partSize = 1; partSize < bytes.Length; partSize += 1 + (bytes.Length / 4))
            Promise.Holds(Read(new RequestHead(), bytes, partSize) == whole, "a cut changes nothing");
        if (whole.StartsWith(nameof(HeadOutcome.Done), StringComparison.Ordinal)) CheckPlain(head);
    }

    private static string Read(RequestHead head, byte[] bytes, int partSize)
    {
        var reader = new HeadReader(head);
        var outcome = HeadOutcome.Incomplete;
        var used = 0;
        while (used < bytes.Length && outcome == HeadOutcome.Incomplete)
        {
            var size = Math.Min(partSize, bytes.Length - used);
            var part = new ReadOnlySequence<byte>(bytes, used, size);
            outcome = reader.Read(ref part);
            used += size - (int)part.Length;
        }

        var fields = Enumerable.Range(0, head.FieldCount).Select(index => $"{head.Name(index)}:{head.Value(index)}");
        return $"{outcome} {(outcome == HeadOutcome.Refused ? reader.Fault : used)} {head.Method} {head.Path} "
            + $"{head.Query} {head.Host} {head.ContentLength} {head.IsKeepAlive} {string.Join('\n', fields)}";
    }

    private static void CheckPlain(RequestHead head)
    {
        Promise.Holds(head.Path is ['/', ..] or "*", "a target has a path");
        Promise.Holds(IsPrintable(head.Path) && IsPrintable(head.Query), "a target has no control characters");
        var names = Enumerable.Range(0, head.FieldCount).Select(head.Name).ToArray();
        Promise.Holds(Count("Content-Length") + Count("Transfer-Encoding") <= 1, "a body ends in one way");
        Promise.Holds(Count("Host") == 1 || (Count("Host") == 0 && head.MinorVersion == 0), "there is one host");
        Promise.Holds(head.ContentLength is null == (Count("Transfer-Encoding") == 1), "chunked has no length");
        for (var i = 0; i < head.FieldCount; i++)
        {
            Promise.Holds(Http.FieldRules.IsName(head.Name(i)), "a name is a token");
            Promise.Holds(Http.FieldRules.IsValue(head.Value(i)), "a value has no control characters");
        }

        int Count(string name) => names.Count(each => each.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsPrintable(string text) => text.All(static letter => letter is > ' ' and < '\u007f');
}
