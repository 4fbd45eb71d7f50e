using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Basalt.Control.Identity.Tokens;

/// <summary>Names one token without being able to act as it: 16 bytes, shown as 22 base64url characters.</summary>
/// <remarks>
/// To Keystone's format the bytes mean nothing. Ours open with the instant of issue, because a Fernet token tells it in
/// whole seconds: a password change must void the token of 100 ms ago and not the one of 100 ms later.
/// <code>
/// 0       8        16
/// | µs BE | random |
/// </code>
/// </remarks>
internal readonly record struct AuditId(long IssuedAtUs, ulong Random)
{
    public const int Size = 16;

    public static AuditId Create(DateTimeOffset now) =>
        new(UnixMicroseconds.From(now), BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)));

    public static AuditId Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes, IssuedAtUs);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Random);
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return Base64Url.EncodeToString(bytes);
    }
}
