using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using Basalt.Objects.Core;

namespace Basalt.Objects.S3.Checksums;

/// <summary>
/// One running checksum over a body. Its value is in the order S3 sends it: most significant byte first.
/// </summary>
internal sealed class ChecksumHasher : IDisposable
{
    private readonly Crc32? _crc32;
    private readonly Crc64? _crc64;
    private readonly IncrementalHash? _sha;

    public ChecksumHasher(ChecksumAlgorithm algorithm)
    {
        Algorithm = algorithm;
        switch (algorithm)
        {
            case ChecksumAlgorithm.Crc32:
                _crc32 = new Crc32(Crc32ParameterSet.Crc32);
                break;
            case ChecksumAlgorithm.Crc32C:
                _crc32 = new Crc32(Crc32ParameterSet.Crc32C);
                break;
            case ChecksumAlgorithm.Crc64Nvme:
                _crc64 = new Crc64(Crc64ParameterSet.Nvme);
                break;
            case ChecksumAlgorithm.Sha1:
                _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
                break;
            case ChecksumAlgorithm.Sha256:
                _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                break;
            case ChecksumAlgorithm.None:
            default:
                throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not a checksum");
        }
    }

    public ChecksumAlgorithm Algorithm { get; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _crc32?.Append(bytes);
        _crc64?.Append(bytes);
        _sha?.AppendData(bytes);
    }

    public byte[] Finish()
    {
        if (_sha is not null)
            return _sha.GetHashAndReset();
        var value = new byte[ChecksumNames.Size(Algorithm)];
        if (_crc32 is not null)
            BinaryPrimitives.WriteUInt32BigEndian(value, _crc32.GetCurrentHashAsUInt32());
        else if (_crc64 is not null)
            BinaryPrimitives.WriteUInt64BigEndian(value, _crc64.GetCurrentHashAsUInt64());
        return value;
    }

    public static byte[] Hash(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> bytes)
    {
        using var hasher = new ChecksumHasher(algorithm);
        hasher.Append(bytes);
        return hasher.Finish();
    }

    public void Dispose() => _sha?.Dispose();
}
