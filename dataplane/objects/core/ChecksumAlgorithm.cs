namespace Basalt.Objects.Core;

/// <summary>A checksum that is kept with an object. The numbers are on disk.</summary>
public enum ChecksumAlgorithm
{
    None = 0,
    Crc32 = 1,
    Crc32C = 2,
    Crc64Nvme = 3,
    Sha1 = 4,
    Sha256 = 5,
}
