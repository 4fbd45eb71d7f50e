using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Basalt.Node.Identity;

/// <summary>
/// A SHA-256 of what was asked: caches hold no token, and nobody outside can choose keys that collide. Allocates
/// nothing
/// for usual lengths.
/// </summary>
internal readonly struct CacheKey(UInt128 upper, UInt128 lower) : IEquatable<CacheKey>
{
    private const int StackSizeMax = 1024;

    private readonly UInt128 _upper = upper;
    private readonly UInt128 _lower = lower;

    public static CacheKey Of(string a) => Of(a, "", "", "");

    public static CacheKey Of(string a, string b, string c, string d)
    {
        // Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
        var size = (4 * sizeof(int)) + Encoding.UTF8.GetMaxByteCount(a.Length + b.Length + c.Length + d.Length);
        Span<byte> bytes = size <= StackSizeMax ? stackalloc byte[StackSizeMax] : new byte[size];
        var used = 0;
        used += Append(bytes[used..], a);
        used += Append(bytes[used..], b);
        used += Append(bytes[used..], c);
        used += Append(bytes[used..], d);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..used], hash);
        return new CacheKey(
            BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }

    public bool Equals(CacheKey other) => _upper == other._upper && _lower == other._lower;

    public override bool Equals(object? obj) => obj is CacheKey other && Equals(other);

    public override int GetHashCode() => (int)(uint)_lower;

    private static int Append(Span<byte> target, string part)
    {
        var size = Encoding.UTF8.GetBytes(part, target[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(target, size);
        return sizeof(int) + size;
    }
}
