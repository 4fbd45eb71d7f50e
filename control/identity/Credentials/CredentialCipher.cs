using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Credentials;

/// <summary>Keeps credentials' secrets encrypted at rest, with keys of their own: rotating the token keys loses
/// none.</summary>
internal sealed class CredentialCipher(FernetKeys keys, TimeProvider time)
{
    public string Encrypt(string blob)
    {
        var plaintext = Encoding.UTF8.GetBytes(blob);
        var text = Base64Url.EncodeToString(keys.Encrypt(plaintext, time.GetUtcNow()));
        CryptographicOperations.ZeroMemory(plaintext);
        return text;
    }

    public string Decrypt(string encrypted) => Encoding.UTF8.GetString(
        keys.TryDecrypt(Base64Url.DecodeFromChars(encrypted))
            ?? throw new InvalidDataException(
                "A credential was encrypted with a key that is no longer in the repository."));
}
