using System.Buffers.Binary;
using System.Text;

namespace Basalt.Objects.Core.Records;

/// <summary>
/// The names under which the store keeps things in the pool. First byte: the kind. Account and container names hold no
/// NUL, so NUL ends them; a key comes last and may hold anything.
/// </summary>
/// <remarks>The list is in README.md of this room; it is a format on disk.</remarks>
internal static class PoolNames
{
    /// <summary>Hexadecimal digits of an upload's id.</summary>
    public const int UploadIdSize = 32;

    /// <summary>What follows the key in an upload's name: NUL and its id.</summary>
    public const int UploadSuffixSize = 1 + UploadIdSize;

    private const int PartNumberSize = 2;
    private const int ExpirySize = 8;

    public static byte[] Account(string account) => Build('a', account);

    public static byte[] ContainersOf(string account) => Build('b', account, "");

    public static byte[] Container(string account, string container) => Build('b', account, container);

    public static byte[] Claim(string bucket) => Build('g', bucket);

    public static byte[] ObjectsOf(string account, string container) => Build('o', account, container, "");

    public static byte[] Object(string account, string container, ObjectKey key)
        => Append(ObjectsOf(account, container), key.Utf8.Span);

    public static byte[] UploadsOf(string account, string container) => Build('u', account, container, "");

    public static byte[] Upload(string account, string container, ObjectKey key, string uploadId)
        => Append(Append(UploadsOf(account, container), key.Utf8.Span), Encoding.ASCII.GetBytes("\0" + uploadId));

    public static (ObjectKey Key, string UploadId) ParseUpload(ReadOnlyMemory<byte> nameInContainer)
        => (ObjectKey.Stored(nameInContainer[..^UploadSuffixSize]),
            Encoding.ASCII.GetString(nameInContainer.Span[^UploadIdSize..]));

    /// <summary>What follows a key in the name after which to list: one upload of it, or all of them.</summary>
    public static byte[] UploadMarkerSuffix(string? uploadId)
        => uploadId is null ? [0, 0xFF] : [0, .. Encoding.UTF8.GetBytes(uploadId)];

    public static byte[] PartsOf(string account, string container, string uploadId)
        => Build('p', account, container, uploadId);

    public static byte[] Part(string account, string container, string uploadId, int number)
    {
        Span<byte> suffix = stackalloc byte[PartNumberSize];
        BinaryPrimitives.WriteUInt16BigEndian(suffix, checked((ushort)number));
        return Append(PartsOf(account, container, uploadId), suffix);
    }

    public static int PartNumber(ReadOnlySpan<byte> partName)
        => BinaryPrimitives.ReadUInt16BigEndian(partName[^PartNumberSize..]);

    public static byte[] Leftovers() => Build('d', "");

    /// <summary>The parts of an upload that is gone, still to be given back.</summary>
    public static byte[] Leftover(string account, string container, string uploadId)
        => Build('d', account, container, uploadId);

    /// <summary>What follows the kind of a leftover's name is what follows it in its parts' names.</summary>
    public static byte[] PartsOfLeftover(ReadOnlySpan<byte> leftoverName)
    {
        var name = leftoverName.ToArray();
        name[0] = (byte)'p';
        return name;
    }

    public static byte[] Expiries() => Build('x', "");

    /// <summary>Sorted by the moment of deletion.</summary>
    public static byte[] Expiry(DateTimeOffset deleteAt, string account, string container, ObjectKey key)
    {
        var name = new byte[1 + ExpirySize];
        name[0] = (byte)'x';
        BinaryPrimitives.WriteInt64BigEndian(name.AsSpan(1), deleteAt.ToUnixTimeSeconds());
        return Append(name, Object(account, container, key).AsSpan(1));
    }

    /// <summary>Past every expiry up to and including a moment.</summary>
    public static byte[] ExpiriesAfter(DateTimeOffset moment)
    {
        var name = new byte[1 + ExpirySize];
        name[0] = (byte)'x';
        BinaryPrimitives.WriteInt64BigEndian(name.AsSpan(1), moment.ToUnixTimeSeconds() + 1);
        return name;
    }

    public static (DateTimeOffset DeleteAt, string Account, string Container, ObjectKey Key) ParseExpiry(
        ReadOnlyMemory<byte> name)
    {
        var deleteAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(name.Span[1..]));
        var rest = name[(1 + ExpirySize)..];
        var accountEnd = rest.Span.IndexOf((byte)0);
        var account = Encoding.UTF8.GetString(rest.Span[..accountEnd]);
        rest = rest[(accountEnd + 1)..];
        var containerEnd = rest.Span.IndexOf((byte)0);
        var container = Encoding.UTF8.GetString(rest.Span[..containerEnd]);
        return (deleteAt, account, container, ObjectKey.Stored(rest[(containerEnd + 1)..]));
    }

    /// <summary>Counter of a container: objects and their stored bytes.</summary>
    public static byte[] ContainerCounter(string account, string container) => Build('b', account, container);

    /// <summary>Counter of an account: objects and their stored bytes.</summary>
    public static byte[] AccountCounter(string account) => Build('a', account);

    /// <summary>Counter of an account: containers, and nothing.</summary>
    public static byte[] ContainersCounter(string account) => Build('c', account);

    private static byte[] Build(char kind, string first, params ReadOnlySpan<string> rest)
    {
        var size = 1 + Encoding.UTF8.GetByteCount(first);
        foreach (var part in rest)
            size += 1 + Encoding.UTF8.GetByteCount(part);
        var name = new byte[size];
        name[0] = (byte)kind;
        var offset = 1 + Encoding.UTF8.GetBytes(first, name.AsSpan(1));
        foreach (var part in rest)
            offset += 1 + Encoding.UTF8.GetBytes(part, name.AsSpan(offset + 1));
        return name;
    }

    private static byte[] Append(byte[] name, ReadOnlySpan<byte> suffix)
    {
        var longer = new byte[name.Length + suffix.Length];
        name.CopyTo(longer, 0);
        suffix.CopyTo(longer.AsSpan(name.Length));
        return longer;
    }
}
