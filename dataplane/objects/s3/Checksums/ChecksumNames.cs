using Basalt.Objects.Core;

namespace Basalt.Objects.S3.Checksums;

/// <summary>How each checksum is called in headers and in XML.</summary>
internal static class ChecksumNames
{
    public const string AlgorithmHeader = "x-amz-checksum-algorithm";

    public static readonly ChecksumAlgorithm[] All =
    [
        ChecksumAlgorithm.Crc32, ChecksumAlgorithm.Crc32C, ChecksumAlgorithm.Crc64Nvme, ChecksumAlgorithm.Sha1,
        ChecksumAlgorithm.Sha256,
    ];

    public static string Header(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.None => "",
        ChecksumAlgorithm.Crc32 => "x-amz-checksum-crc32",
        ChecksumAlgorithm.Crc32C => "x-amz-checksum-crc32c",
        ChecksumAlgorithm.Crc64Nvme => "x-amz-checksum-crc64nvme",
        ChecksumAlgorithm.Sha1 => "x-amz-checksum-sha1",
        ChecksumAlgorithm.Sha256 => "x-amz-checksum-sha256",
    };

    /// <summary>The value of x-amz-checksum-algorithm and of ChecksumAlgorithm in XML.</summary>
    public static string Text(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.None => "",
        ChecksumAlgorithm.Crc32 => "CRC32",
        ChecksumAlgorithm.Crc32C => "CRC32C",
        ChecksumAlgorithm.Crc64Nvme => "CRC64NVME",
        ChecksumAlgorithm.Sha1 => "SHA1",
        ChecksumAlgorithm.Sha256 => "SHA256",
    };

    public static string Element(ChecksumAlgorithm algorithm) => "Checksum" + Text(algorithm);

    /// <summary>Bytes of a value.</summary>
    public static int Size(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.None => 0,
        ChecksumAlgorithm.Crc32 => 4,
        ChecksumAlgorithm.Crc32C => 4,
        ChecksumAlgorithm.Crc64Nvme => 8,
        ChecksumAlgorithm.Sha1 => 20,
        ChecksumAlgorithm.Sha256 => 32,
    };

    /// <summary>None if the text names no algorithm.</summary>
    public static ChecksumAlgorithm FromText(string text)
    {
        foreach (var algorithm in All)
        {
            if (Text(algorithm).Equals(text, StringComparison.OrdinalIgnoreCase))
                return algorithm;
        }

        return ChecksumAlgorithm.None;
    }

    /// <summary>The algorithm that a text names; InvalidRequest if it names none.</summary>
    public static ChecksumAlgorithm Require(string text)
        => FromText(text) is var algorithm and not ChecksumAlgorithm.None
        ? algorithm
        : throw new S3Exception(S3ErrorCode.InvalidRequest, "Checksum algorithm provided is unsupported.");

    /// <summary>None if the name is not that of a checksum header.</summary>
    public static ChecksumAlgorithm FromHeader(string name)
    {
        foreach (var algorithm in All)
        {
            if (Header(algorithm).Equals(name, StringComparison.OrdinalIgnoreCase))
                return algorithm;
        }

        return ChecksumAlgorithm.None;
    }

    public static bool TryParseValue(ChecksumAlgorithm algorithm, string text, out byte[] value)
    {
        value = new byte[Size(algorithm)];
        return Convert.TryFromBase64String(text, value, out var size) && size == value.Length;
    }
}
