using System.Security.Cryptography;
using System.Text;
using Basalt.Control.Contracts;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Credentials;

/// <summary>Derives signing keys for the data plane, which never sees a secret.</summary>
internal sealed class SigningKeys(Ec2Credentials credentials, ScopeResolver resolver) : ISigningKeys
{
    private const int AccessKeyLengthMax = 128;

    public async ValueTask<SigningKey?> DeriveAsync(
        string accessKey, string date, string region, string service, CancellationToken cancellation)
    {
        if (accessKey.Length > AccessKeyLengthMax
            || await credentials.FindAsync(accessKey, cancellation) is not var (credential, blob)
            || credential.ProjectId is null
            || await resolver.ResolveAsync(
                credential.UserId, TokenScope.Project(credential.ProjectId), cancellation) is not { } subject)
            return null;
        return new SigningKey(Derive(blob.Secret, date, region, service), subject.ToAuthorization());
    }

    /// <summary>AWS Signature Version 4, "Deriving a signing key": a chain of HMAC-SHA256 from date to
    /// <c>aws4_request</c>.</summary>
    internal static byte[] Derive(string secret, string date, string region, string service)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (ReadOnlySpan<string>)[date, region, service, "aws4_request"])
        {
            var next = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        return key;
    }
}
