using System.Runtime.InteropServices;

namespace Basalt.Runtime.Simulation;

/// <summary>A running hash over 64-bit words in the manner of FNV-1a, with a shift so that high bits reach low
/// ones.</summary>
internal struct EventTrace
{
    private const ulong Offset = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    public static EventTrace Start => new() { Hash = Offset };

    public ulong Hash { readonly get; private set; }

    public void Add(ulong value)
    {
        var mixed = (Hash ^ value) * Prime;
        Hash = mixed ^ (mixed >> 32);
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) Add(word);
        foreach (var value in bytes[(bytes.Length & ~7)..]) Add(value);
        Add((ulong)bytes.Length);
    }
}
