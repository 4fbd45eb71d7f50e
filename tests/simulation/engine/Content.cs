using System.Runtime.InteropServices;

namespace Basalt.Tests.Simulation.Engine;

/// <summary>The bytes of an object, made of its stamp, so that nothing has to be remembered.</summary>
internal static class Content
{
    public static byte[] Make(int stamp, int size)
    {
        var bytes = new byte[size];
        var words = MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan());
        var state = (ulong)stamp;
        for (var i = 0; i < words.Length; i++) words[i] = Next(ref state);
        for (var i = words.Length * sizeof(ulong); i < size; i++) bytes[i] = (byte)Next(ref state);
        return bytes;
    }

    /// <summary>SplitMix64: fast, and no two blocks alike.</summary>
    private static ulong Next(ref ulong state)
    {
        state += 0x9E37_79B9_7F4A_7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }
}
