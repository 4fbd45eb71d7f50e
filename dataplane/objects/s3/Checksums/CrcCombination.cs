using System.Buffers.Binary;
using Basalt.Objects.Core;

namespace Basalt.Objects.S3.Checksums;

/// <summary>The CRC of a concatenation from the CRCs of its parts and the size of the second.</summary>
/// <remarks>
/// A reflected CRC is linear over GF(2): appending n zero bytes multiplies by x^(8n) modulo the polynomial, and
/// crc(AB) = crc(A) * x^(8|B|) + crc(B), where the initial and final inversions cancel out. Costs log2(n) products.
/// </remarks>
internal static class CrcCombination
{
    private const uint Crc32Polynomial = 0xEDB88320;
    private const uint Crc32CPolynomial = 0x82F63B78;
    private const ulong Crc64NvmePolynomial = 0x9A6C9329AC4BC9B5;

    public static bool CanCombine(ChecksumAlgorithm algorithm)
        => algorithm is ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C or ChecksumAlgorithm.Crc64Nvme;

    /// <summary>Values are most significant byte first, as <see cref="ChecksumHasher"/> gives them.</summary>
    public static byte[] Combine(
        ChecksumAlgorithm algorithm, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, long secondSize)
    {
        var value = new byte[ChecksumNames.Size(algorithm)];
        if (algorithm == ChecksumAlgorithm.Crc64Nvme)
        {
            var shifted = Multiply(
                Power(secondSize, Crc64NvmePolynomial, 64), BinaryPrimitives.ReadUInt64BigEndian(first),
                Crc64NvmePolynomial, 64);
            BinaryPrimitives.WriteUInt64BigEndian(value, shifted ^ BinaryPrimitives.ReadUInt64BigEndian(second));
            return value;
        }

        var polynomial = algorithm == ChecksumAlgorithm.Crc32 ? Crc32Polynomial : Crc32CPolynomial;
        var product = Multiply(
            Power(secondSize, polynomial, 32), BinaryPrimitives.ReadUInt32BigEndian(first), polynomial, 32);
        BinaryPrimitives.WriteUInt32BigEndian(value, (uint)product ^ BinaryPrimitives.ReadUInt32BigEndian(second));
        return value;
    }

    /// <summary>x^(8 * size) modulo the polynomial, in reflected form (the highest bit is x^0).</summary>
    private static ulong Power(long size, ulong polynomial, int width)
    {
        var result = 1UL << (width - 1);
        var square = 1UL << (width - 1 - 8);
        for (var exponent = (ulong)size; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result = Multiply(result, square, polynomial, width);
            square = Multiply(square, square, polynomial, width);
        }

        return result;
    }

    private static ulong Multiply(ulong a, ulong b, ulong polynomial, int width)
    {
        var product = 0UL;
        for (var bit = 1UL << (width - 1); bit != 0; bit >>= 1)
        {
            if ((a & bit) != 0)
                product ^= b;
            b = (b & 1) != 0 ? (b >> 1) ^ polynomial : b >> 1;
        }

        return product;
    }
}
