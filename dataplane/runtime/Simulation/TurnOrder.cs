namespace Basalt.Runtime.Simulation;

/// <summary>The seed's choice of what runs next and how long it takes: SplitMix64 (Steele, Lea, Flood 2014), one step a
/// turn.</summary>
internal struct TurnOrder(ulong state)
{
    /// <summary>A turn takes less than this, in ticks of 100 ns: so timers that are due soon race with work that is
    /// ready.</summary>
    private const int TurnTicksMax = 64;

    private ulong _state = state;

    public (int Index, int Ticks) Next(int count)
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        mixed ^= mixed >> 31;
        return ((int)Math.BigMul(mixed, (ulong)count, out _), (int)(mixed % TurnTicksMax));
    }
}
