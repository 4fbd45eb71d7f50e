namespace Basalt.Device;

/// <summary>The mistakes a device makes: each one in so many operations, none where the count is 0. May change at any
/// time between two operations.</summary>
public sealed class DeviceFaults
{
    /// <summary>Reads that answer <see cref="DeviceOutcome.Failed"/> (EIO).</summary>
    public int ReadFailureOneIn { get; set; }

    /// <summary>Writes that answer <see cref="DeviceOutcome.Failed"/>; some beginning of them is on the
    /// medium.</summary>
    public int WriteFailureOneIn { get; set; }

    /// <summary>Flushes that answer <see cref="DeviceOutcome.Failed"/>; what they were for may be lost for good, as
    /// fsync does it.</summary>
    public int FlushFailureOneIn { get; set; }

    /// <summary>Operations that take long: others that came later overtake them.</summary>
    public int StallOneIn { get; set; }

    /// <summary>The longest stall.</summary>
    public TimeSpan StallMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Writes that are acknowledged and never made.</summary>
    public int LostWriteOneIn { get; set; }

    /// <summary>Writes that are acknowledged and end early, at a sector of 512 bytes.</summary>
    public int TornWriteOneIn { get; set; }

    /// <summary>Writes that are acknowledged and land elsewhere.</summary>
    public int MisdirectedWriteOneIn { get; set; }

    /// <summary>Reads that find a bit turned over, for good.</summary>
    public int BitRotOneIn { get; set; }

    /// <summary>The whole device is gone: whatever is asked of it fails.</summary>
    public bool IsLost { get; set; }

    /// <summary>Nothing more can be reserved.</summary>
    public bool IsFull { get; set; }

    internal static bool IsOneIn(int count, Random random) => count > 0 && random.Next(count) == 0;

    internal TimeSpan DrawStall(Random random)
        => IsOneIn(StallOneIn, random) ? StallMax * random.NextDouble() : TimeSpan.Zero;

    internal WriteFault DrawWrite(Random random)
    {
        if (IsLost || IsOneIn(WriteFailureOneIn, random)) return WriteFault.Failed;
        if (IsOneIn(LostWriteOneIn, random)) return WriteFault.Lost;
        if (IsOneIn(TornWriteOneIn, random)) return WriteFault.Torn;
        return IsOneIn(MisdirectedWriteOneIn, random) ? WriteFault.Misdirected : WriteFault.None;
    }
}
