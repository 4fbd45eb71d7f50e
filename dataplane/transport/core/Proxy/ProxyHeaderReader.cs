using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace Basalt.Transport.Proxy;

/// <summary>Reads the header of PROXY protocol version 2.</summary>
/// <remarks>
/// The PROXY protocol, section 2.2:
/// <code>
///  0 signature (12)   12 version (4 bits) command (4 bits)   13 family (4) transport (4)   14 size of the rest
/// 16 addresses: IPv4 4+4+2+2, IPv6 16+16+2+2, Unix 108+108 bytes; then TLVs: type (1) size (2) value
/// </code>
/// Stricter than it must be: TLVs have to fill what they have to the last byte; a checksum in them is verified.
/// </remarks>
public static class ProxyHeaderReader
{
    /// <summary>Bytes before the addresses.</summary>
    public const int FixedSize = 16;

    /// <summary>The whole header; addresses and the TLVs that proxies send are far below.</summary>
    public const int SizeMax = 4096;

    private const int Version = 2;
    private const int InetSize = 12;
    private const int Inet6Size = 36;
    private const int UnixSize = 216;
    private const int TlvHeadSize = 3;
    private const byte TlvChecksum = 0x03;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>Takes a header from the beginning of the input, if it is all there.</summary>
    public static ProxyOutcome TryRead(ref ReadOnlySequence<byte> input, out ProxyHeader header)
    {
        header = default;
        Span<byte> start = stackalloc byte[FixedSize];
        var startSize = (int)Math.Min(input.Length, FixedSize);
        input.Slice(0, startSize).CopyTo(start);
        var signatureSize = Math.Min(startSize, Signature.Length);
        if (!start[..signatureSize].SequenceEqual(Signature[..signatureSize])) return ProxyOutcome.Invalid;
        if (startSize < FixedSize) return ProxyOutcome.NeedsMore;
        if (start[12] >> 4 != Version) return ProxyOutcome.Invalid;
        var size = FixedSize + BinaryPrimitives.ReadUInt16BigEndian(start[14..]);
        if (size > SizeMax) return ProxyOutcome.Invalid;
        if (input.Length < size) return ProxyOutcome.NeedsMore;

        Span<byte> whole = stackalloc byte[SizeMax];
        whole = whole[..size];
        input.Slice(0, size).CopyTo(whole);
        if (!TryParse(whole, out header)) return ProxyOutcome.Invalid;
        input = input.Slice(size);
        return ProxyOutcome.Read;
    }

    private static bool TryParse(Span<byte> whole, out ProxyHeader header)
    {
        header = default;
        var family = whole[13] >> 4;
        var transport = whole[13] & 0xF;
        switch (whole[12] & 0xF)
        {
            case 0:
                // LOCAL: the rest is skipped, whatever it is.
                header = new ProxyHeader(true, null, null);
                return true;
            case 1 when family <= 3 && transport <= 2:
                break;
            default:
                return false;
        }

        // Of an unspecified family the size of the addresses is not known, so nothing behind can be read either.
        if (family == 0) return true;
        var body = whole[FixedSize..];
        var addressSize = family switch { 1 => InetSize, 2 => Inet6Size, _ => UnixSize };
        if (body.Length < addressSize || !AreTlvsWhole(whole, FixedSize + addressSize)) return false;

        // The transports other than a stream, and Unix sockets, name no client that we could reach or count.
        if (transport != 1 || family == 3) return true;
        var half = family == 1 ? 4 : 16;
        header = new ProxyHeader(
            false,
            new IPEndPoint(new IPAddress(body[..half]), ReadPort(body[(2 * half)..])),
            new IPEndPoint(new IPAddress(body[half..(2 * half)]), ReadPort(body[((2 * half) + 2)..])));
        return true;
    }

    private static int ReadPort(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static bool AreTlvsWhole(Span<byte> whole, int start)
    {
        var place = start;
        while (place < whole.Length)
        {
            if (whole.Length - place < TlvHeadSize) return false;
            var size = BinaryPrimitives.ReadUInt16BigEndian(whole[(place + 1)..]);
            var type = whole[place];
            place += TlvHeadSize;
            if (whole.Length - place < size) return false;
            if (type == TlvChecksum && !IsChecksumRight(whole, place, size)) return false;
            place += size;
        }

        return true;
    }

    /// <summary>Section 2.2.3: CRC32c over the header with the checksum's own bytes zero.</summary>
    private static bool IsChecksumRight(Span<byte> whole, int place, int size)
    {
        if (size != sizeof(uint)) return false;
        var field = whole.Slice(place, size);
        var expected = BinaryPrimitives.ReadUInt32BigEndian(field);
        field.Clear();
        var actual = uint.MaxValue;
        foreach (var value in whole) actual = BitOperations.Crc32C(actual, value);
        BinaryPrimitives.WriteUInt32BigEndian(field, expected);
        return ~actual == expected;
    }
}
