namespace Basalt.Objects.S3.Signing;

/// <summary>The Credential of a signature: <c>access-key/YYYYMMDD/region/service/aws4_request</c>.</summary>
/// <remarks>Signature Version 4, "Create a signed request": credential scope.</remarks>
internal readonly record struct CredentialScope(
    string AccessKey, string Date, string Region, string Service, string Terminator)
{
    public const string S3Service = "s3";
    public const string Aws4Request = "aws4_request";

    /// <summary>What the string to sign holds: the credential without its access key.</summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";

    /// <summary>Splits from the end, since nothing forbids a slash in an access key.</summary>
    public static bool TryParse(string text, out CredentialScope scope)
    {
        scope = default;
        Span<int> slashes = stackalloc int[4];
        var end = text.Length;
        for (var i = 3; i >= 0; i--)
        {
            end = text.AsSpan(0, end).LastIndexOf('/');
            if (end < 0)
                return false;
            slashes[i] = end;
        }

        scope = new CredentialScope(
            text[..slashes[0]],
            text[(slashes[0] + 1)..slashes[1]],
            text[(slashes[1] + 1)..slashes[2]],
            text[(slashes[2] + 1)..slashes[3]],
            text[(slashes[3] + 1)..]);
        return scope.AccessKey.Length > 0 && IsDate(scope.Date);
    }

    private static bool IsDate(string text)
        => text.Length == 8 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
