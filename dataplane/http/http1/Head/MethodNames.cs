using System.Text;

namespace Basalt.Http.Http1.Head;

/// <summary>Method tokens as text, without making anew those that are common.</summary>
internal static class MethodNames
{
    public static string Text(ReadOnlySpan<byte> token) => token switch
    {
        _ when token.SequenceEqual("GET"u8) => "GET",
        _ when token.SequenceEqual("PUT"u8) => "PUT",
        _ when token.SequenceEqual("HEAD"u8) => "HEAD",
        _ when token.SequenceEqual("POST"u8) => "POST",
        _ when token.SequenceEqual("DELETE"u8) => "DELETE",
        _ when token.SequenceEqual("COPY"u8) => "COPY",
        _ when token.SequenceEqual("OPTIONS"u8) => "OPTIONS",
        _ => Encoding.Latin1.GetString(token),
    };
}
