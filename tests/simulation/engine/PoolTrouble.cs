using Basalt.Device;

namespace Basalt.Tests.Simulation.Engine;

/// <summary>What a device does to the pool on it during one round, from a moment the seed picks.</summary>
internal sealed class PoolTrouble(Random random, int segmentBlockCount)
{
    private const int TurnsBeforeMax = 400;
    private const int WriteFailureOneIn = 250;
    private const int FlushFailureOneIn = 60;
    private const int StallOneIn = 10;
    private const int ReserveSegmentCount = 8;

    private static readonly int[] s_readFailureOneIn = [1, 2, 8, 40];

    private readonly TroubleKind _kind = (TroubleKind)random.Next(6);
    private readonly int _readFailureOneIn = s_readFailureOneIn[random.Next(s_readFailureOneIn.Length)];
    private bool _isArmed;

    private enum TroubleKind
    {
        None,
        Reads,
        Writes,
        Flushes,
        Stalls,
        FullHost,
    }

    /// <summary>Whether it begins with the opening rather than after it.</summary>
    public bool IsAtOpening { get; } = random.Next(2) == 0;

    /// <summary>The device gives errors, so the pool may answer Unreadable.</summary>
    public bool GivesErrors => _kind is TroubleKind.Reads or TroubleKind.Writes or TroubleKind.Flushes;

    public bool IsFullHost => _kind == TroubleKind.FullHost;

    /// <summary>Begins some turns from now, until <see cref="End"/>.</summary>
    public void Arm(SimulatedDevice device)
    {
        _isArmed = true;
        device.Scheduler!.AfterTurns(random.Next(TurnsBeforeMax), () =>
        {
            if (_isArmed) Begin(device);
        });
    }

    private void Begin(SimulatedDevice device)
    {
        device.Faults = _kind switch
        {
            TroubleKind.None => new DeviceFaults(),
            TroubleKind.Reads => new DeviceFaults { ReadFailureOneIn = _readFailureOneIn },
            TroubleKind.Writes => new DeviceFaults { WriteFailureOneIn = WriteFailureOneIn },
            TroubleKind.Flushes => new DeviceFaults { FlushFailureOneIn = FlushFailureOneIn },
            TroubleKind.Stalls => new DeviceFaults { StallOneIn = StallOneIn },
            TroubleKind.FullHost => new DeviceFaults(),
        };
        if (!IsFullHost) return;
        device.SpaceBlockCount = device.TakenBlockCount + (random.Next(3) * segmentBlockCount);
        device.HostReserveBlockCount = ReserveSegmentCount * segmentBlockCount;
    }

    /// <summary>All is well again; what was promised must hold from here on.</summary>
    public void End(SimulatedDevice device)
    {
        _isArmed = false;
        device.Faults = new DeviceFaults();
        device.SpaceBlockCount = long.MaxValue / 2;
    }
}
