using System.Buffers.Text;

namespace Basalt.Objects.S3;

/// <summary>The opaque tokens of listings: the last name of the page before, with a byte that tells the form.</summary>
internal static class ContinuationToken
{
    private const byte Form = 1;
    private const int SizeMax = 2048;

    public static string Encode(ReadOnlySpan<byte> lastName)
    {
        var bytes = new byte[lastName.Length + 1];
        bytes[0] = Form;
        lastName.CopyTo(bytes.AsSpan(1));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Empty for no token.</summary>
    public static ReadOnlyMemory<byte> Decode(string? token)
    {
        if (token is null)
            return default;
        if (token.Length > SizeMax || !Base64Url.IsValid(token))
            throw Wrong(token);
        var bytes = Base64Url.DecodeFromChars(token);
        return bytes is [Form, _, ..] ? bytes.AsMemory(1) : throw Wrong(token);
    }

    private static S3Exception Wrong(string token)
        => S3Exception.Argument("continuation-token", token, "The continuation token provided is incorrect");
}
