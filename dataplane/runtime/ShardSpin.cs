namespace Basalt.Runtime;

/// <summary>A shard's short look for more work before it sleeps, which saves the way through the kernel if some comes,
/// and which is left out more and more while none does.</summary>
internal sealed class ShardSpin(TimeProvider clock, TimeSpan time)
{
    private const int LooksPerClockReading = 16;

    /// <summary>Ends the look on a clock that stands.</summary>
    private const int ReadingCountMax = 1024;

    private readonly long _duration = (long)(time.TotalSeconds * clock.TimestampFrequency);
    private int _pause;
    private int _pauseLeft;

    /// <summary>Whether it is time to look.</summary>
    public bool IsDue => _duration > 0 && _pauseLeft-- <= 0;

    /// <summary>Looks; whether something has come.</summary>
    public bool Run(ShardDriver driver, ThreadShard shard)
    {
        var end = clock.GetTimestamp() + _duration;
        var readings = 0;
        do
        {
            for (var i = 0; i < LooksPerClockReading; i++)
            {
                if (driver.HasWork || shard.HasMessages)
                {
                    _pause = 0;
                    _pauseLeft = 0;
                    return true;
                }

                Thread.SpinWait(1);
            }
        }
        while (clock.GetTimestamp() < end && ++readings < ReadingCountMax);
        _pause = Math.Min(Math.Max(1, _pause * 2), ShardLimits.SpinPauseMax);
        _pauseLeft = _pause;
        return false;
    }
}
