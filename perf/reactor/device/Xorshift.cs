namespace Basalt.Perf.Reactor.Device;

/// <summary>A generator that costs next to nothing (xorshift64*).</summary>
internal struct Xorshift(ulong seed)
{
    private ulong _state = seed * 0x9E37_79B9_7F4A_7C15;

    /// <summary>A number from 0 up to, and without, the limit.</summary>
    public ulong Below(ulong limit)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return Math.BigMul(_state * 0x2545_F491_4F6C_DD1D, limit, out _);
    }
}
