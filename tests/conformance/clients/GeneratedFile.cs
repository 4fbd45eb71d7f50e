using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Basalt.Tests.Conformance.Clients;

/// <summary>Bytes that nothing can guess or compress: a counter through AES, the same for the same seed.</summary>
internal static class GeneratedFile
{
    private const int PieceSize = 1 << 20;

    /// <summary>Writes a file; its SHA-256 comes back.</summary>
    public static string Write(string path, long size, int seed)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in Pieces(size, seed))
        {
            file.Write(piece.Span);
            hash.AppendData(piece.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static byte[] Bytes(int size, int seed) => [.. Pieces(size, seed).SelectMany(static p => p.ToArray())];

    /// <summary>The bytes in pieces; a piece is valid until the next is asked for.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Pieces(long size, int seed)
    {
        var key = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(key, seed);
        using var aes = Aes.Create();
        aes.Key = key;
        var plain = new byte[PieceSize];
        var piece = new byte[PieceSize];
        for (long offset = 0; offset < size; offset += PieceSize)
        {
            for (var i = 0; i < PieceSize; i += 16)
            {
                BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan(i), offset + i);
            }

            aes.EncryptEcb(plain, piece, PaddingMode.None);
            yield return piece.AsMemory(0, (int)Math.Min(PieceSize, size - offset));
        }
    }

    public static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
