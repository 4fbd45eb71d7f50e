using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Basalt.Engine.Checksums;

/// <summary>CRC32C (Castagnoli), as iSCSI and NVMe use it and the pool's format does.</summary>
/// <remarks>
/// RFC 3720 section 12.1; reflected polynomial 0x82F63B78. The instruction has a latency of three cycles and a rate of
/// one,
/// so a long input runs as three lanes whose results are joined: a lane's sum is moved over the bytes of the lanes
/// after it
/// by a table, since appending zeros is linear over GF(2).
/// </remarks>
public static class Crc32c
{
    private const uint Polynomial = 0x82F63B78;

    /// <summary>Bytes of a lane: three of them and 16 bytes make a block of 4,096.</summary>
    private const int LaneSize = 1360;

    private static readonly uint[] ByteTable = MakeByteTable();
    private static readonly uint[] LaneShift = MakeShiftTable(LaneSize);

    /// <summary>The checksum of the bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of earlier bytes, with checksum <paramref name="checksum"/>, and these.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var state = ~checksum;
        if (!Sse42.X64.IsSupported && !Crc32.Arm64.IsSupported) return ~AppendScalar(state, bytes);

        while (bytes.Length >= 3 * LaneSize)
        {
            state = AppendLanes(state, bytes);
            bytes = bytes[(3 * LaneSize)..];
        }

        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) state = Step(state, word);
        return ~AppendScalar(state, bytes[(words.Length * sizeof(ulong))..]);
    }

    /// <summary>The same without any special instruction.</summary>
    internal static uint ComputeScalar(ReadOnlySpan<byte> bytes) => ~AppendScalar(~0u, bytes);

    private static uint AppendLanes(uint state, ReadOnlySpan<byte> bytes)
    {
        var first = MemoryMarshal.Cast<byte, ulong>(bytes[..LaneSize]);
        var second = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(LaneSize, LaneSize))[..first.Length];
        var third = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(2 * LaneSize, LaneSize))[..first.Length];
        uint a = state, b = 0, c = 0;
        for (var i = 0; i < first.Length; i++)
        {
            a = Step(a, first[i]);
            b = Step(b, second[i]);
            c = Step(c, third[i]);
        }

        return Shift(Shift(a) ^ b) ^ c;
    }

    private static uint Step(uint state, ulong word) => Sse42.X64.IsSupported
        ? (uint)Sse42.X64.Crc32(state, word)
        : Crc32.Arm64.ComputeCrc32C(state, word);

    private static uint Shift(uint state) => LaneShift[state & 0xFF]
        ^ LaneShift[256 + ((state >> 8) & 0xFF)]
        ^ LaneShift[512 + ((state >> 16) & 0xFF)]
        ^ LaneShift[768 + (state >> 24)];

    private static uint AppendScalar(uint state, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes) state = (state >> 8) ^ ByteTable[(byte)(state ^ value)];
        return state;
    }

    private static uint[] MakeByteTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value >> 1) ^ ((value & 1) * Polynomial);
            table[i] = value;
        }

        return table;
    }

    private static uint[] MakeShiftTable(int size)
    {
        // The images of the 32 single bits, each run over the zeros, then all bytes as sums of these.
        Span<byte> zeros = stackalloc byte[size];
        zeros.Clear();
        Span<uint> images = stackalloc uint[32];
        for (var bit = 0; bit < 32; bit++) images[bit] = AppendScalar(1u << bit, zeros);
        var table = new uint[4 * 256];
        for (var position = 0; position < 4; position++)
        {
            for (var value = 0; value < 256; value++)
            {
                var sum = 0u;
                for (var bit = 0; bit < 8; bit++)
                    if ((value >> bit & 1) != 0) sum ^= images[(position * 8) + bit];
                table[(position * 256) + value] = sum;
            }
        }

        return table;
    }
}
