using System.Buffers;
using System.Text;
using Basalt.Http;

namespace Basalt.Objects.S3.Signing;

/// <summary>Writes the canonical request that a client signed.</summary>
/// <remarks>
/// Signature Version 4, "Create a canonical request", as S3 differs: the path is encoded once and never normalised.
/// The path and the query are decoded and encoded again, so that a client that leaves a character raw on the wire but
/// signs its encoded form is understood.
/// </remarks>
internal static class CanonicalRequest
{
    public static ArrayBufferWriter<byte> Write(
        HttpExchange exchange, S3Query query, ReadOnlySpan<string> signedHeaders, string payloadHash)
    {
        var target = new ArrayBufferWriter<byte>(1024);
        WriteText(target, exchange.Method);
        WriteByte(target, '\n');
        WritePath(target, exchange.RawPath);
        WriteByte(target, '\n');
        WriteQuery(target, query);
        WriteByte(target, '\n');
        foreach (var name in signedHeaders)
            WriteHeader(target, exchange, name);
        WriteByte(target, '\n');
        for (var i = 0; i < signedHeaders.Length; i++)
        {
            if (i > 0)
                WriteByte(target, ';');
            WriteText(target, signedHeaders[i]);
        }

        WriteByte(target, '\n');
        WriteText(target, payloadHash);
        return target;
    }

    private static void WritePath(ArrayBufferWriter<byte> target, string rawPath)
    {
        if (!PercentCoding.TryDecode(rawPath, plusIsSpace: false, out var path))
            throw new S3Exception(S3ErrorCode.InvalidUri);
        PercentCoding.Encode(path, keepSlash: true, target);
    }

    private static void WriteQuery(ArrayBufferWriter<byte> target, S3Query query)
    {
        var pairs = new List<(byte[] Name, byte[] Value)>(query.Parameters.Count);
        foreach (var parameter in query.Parameters)
        {
            if (parameter.Name != PresignedQuery.SignatureName)
                pairs.Add((Encode(parameter.NameBytes), Encode(parameter.ValueBytes)));
        }

        // The order is that of the encoded names, then of the encoded values.
        pairs.Sort(static (a, b) =>
        {
            var names = a.Name.AsSpan().SequenceCompareTo(b.Name);
            return names != 0 ? names : a.Value.AsSpan().SequenceCompareTo(b.Value);
        });
        for (var i = 0; i < pairs.Count; i++)
        {
            if (i > 0)
                WriteByte(target, '&');
            target.Write(pairs[i].Name);
            WriteByte(target, '=');
            target.Write(pairs[i].Value);
        }
    }

    private static byte[] Encode(byte[] bytes)
    {
        var target = new ArrayBufferWriter<byte>(bytes.Length + 8);
        PercentCoding.Encode(bytes, keepSlash: false, target);
        return target.WrittenSpan.ToArray();
    }

    private static void WriteHeader(ArrayBufferWriter<byte> target, HttpExchange exchange, string name)
    {
        WriteText(target, name);
        WriteByte(target, ':');
        if (name == "host")
        {
            WriteCollapsed(target, exchange.Host);
        }
        else if (exchange.RequestHeaders.Count(name) <= 1)
        {
            WriteCollapsed(target, exchange.RequestHeaders[name] ?? "");
        }
        else
        {
            var isFirst = true;
            foreach (var line in exchange.RequestHeaders.Lines)
            {
                if (!line.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                    continue;
                if (!isFirst)
                    WriteByte(target, ',');
                WriteCollapsed(target, line.Value);
                isFirst = false;
            }
        }

        WriteByte(target, '\n');
    }

    /// <summary>The value without spaces at its ends, and with one space for each run of them.</summary>
    private static void WriteCollapsed(ArrayBufferWriter<byte> target, string value)
    {
        var rest = value.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            var run = rest.IndexOf("  ");
            if (run < 0)
            {
                WriteText(target, rest);
                return;
            }

            WriteText(target, rest[..(run + 1)]);
            rest = rest[run..].TrimStart(' ');
        }
    }

    /// <summary>Header strings carry the bytes of the wire, one per character.</summary>
    private static void WriteText(ArrayBufferWriter<byte> target, ReadOnlySpan<char> text)
        => Encoding.Latin1.GetBytes(text, target);

    private static void WriteByte(ArrayBufferWriter<byte> target, char c)
    {
        target.GetSpan(1)[0] = (byte)c;
        target.Advance(1);
    }
}
