using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Credentials;

/// <summary>EC2 key pairs: what S3 clients sign with.</summary>
internal sealed class Ec2Credentials(CredentialStore store, CredentialCipher cipher)
{
    public async Task<(Credential Credential, Ec2Blob Blob)> CreateAsync(
        string userId, string projectId, CancellationToken cancellation)
    {
        var blob = Ec2Blob.Create();
        var credential = new Credential
        {
            Id = Ec2Blob.IdOf(blob.Access),
            UserId = userId,
            ProjectId = projectId,
            Type = Credential.Ec2Type,
            EncryptedBlob = cipher.Encrypt(blob.ToJson()),
        };
        await store.AddAsync(credential, cancellation);
        return (credential, blob);
    }

    /// <summary>Null if there is no such access key.</summary>
    public async Task<(Credential Credential, Ec2Blob Blob)?> FindAsync(
        string access, CancellationToken cancellation) =>
        await store.FindAsync(Ec2Blob.IdOf(access), cancellation) is { Type: Credential.Ec2Type } credential
        && Open(credential) is { } blob
            ? (credential, blob)
            : null;

    /// <summary>Null if the blob is not a key pair.</summary>
    public Ec2Blob? Open(Credential credential) => Ec2Blob.TryParse(cipher.Decrypt(credential.EncryptedBlob));
}
