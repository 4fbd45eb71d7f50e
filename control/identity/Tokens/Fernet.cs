using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Basalt.Control.Identity.Tokens;

/// <summary>Authenticated encryption of small messages.</summary>
/// <remarks>
/// github.com/fernet/spec, version 0x80: AES-128-CBC with PKCS #7 padding, then HMAC-SHA256 over all that precedes it.
/// <code>
/// 0    1           9    25           -32
/// | 80 | seconds BE | IV | ciphertext | HMAC |
/// </code>
/// </remarks>
internal static class Fernet
{
    public const int KeySize = 32;
    public const int IvSize = 16;

    private const byte Version = 0x80;
    private const int TimestampOffset = 1;
    private const int IvOffset = 9;
    private const int CiphertextOffset = IvOffset + IvSize;
    private const int BlockSize = 16;
    private const int MacSize = 32;

    public static byte[] Encrypt(
        ReadOnlySpan<byte> key, DateTimeOffset now, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext)
    {
        using var aes = CreateAes(key);
        var ciphertextSize = aes.GetCiphertextLengthCbc(plaintext.Length);
        var message = new byte[CiphertextOffset + ciphertextSize + MacSize];
        message[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(TimestampOffset), now.ToUnixTimeSeconds());
        iv.CopyTo(message.AsSpan(IvOffset));
        aes.EncryptCbc(plaintext, iv, message.AsSpan(CiphertextOffset, ciphertextSize));
        HMACSHA256.HashData(SigningPart(key), message.AsSpan(0, message.Length - MacSize), message.AsSpan(^MacSize..));
        return message;
    }

    /// <summary>Null unless this key made the message. The HMAC is checked, in constant time, before anything is
    /// decrypted.</summary>
    public static byte[]? TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        var ciphertextSize = message.Length - CiphertextOffset - MacSize;
        if (ciphertextSize <= 0 || ciphertextSize % BlockSize != 0 || message[0] != Version)
            return null;
        Span<byte> mac = stackalloc byte[MacSize];
        HMACSHA256.HashData(SigningPart(key), message[..^MacSize], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, message[^MacSize..]))
            return null;
        using var aes = CreateAes(key);
        return aes.DecryptCbc(message.Slice(CiphertextOffset, ciphertextSize), message.Slice(IvOffset, IvSize));
    }

    /// <summary>When a message was made; asked of one that was decrypted, and so is authentic.</summary>
    public static DateTimeOffset ReadTimestamp(ReadOnlySpan<byte> message) =>
        DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(message[TimestampOffset..]));

    private static ReadOnlySpan<byte> SigningPart(ReadOnlySpan<byte> key) => key[..(KeySize / 2)];

    private static Aes CreateAes(ReadOnlySpan<byte> key)
    {
        var aes = Aes.Create();
        aes.SetKey(key[(KeySize / 2)..KeySize]);
        return aes;
    }
}
