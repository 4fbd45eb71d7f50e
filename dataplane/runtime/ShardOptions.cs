namespace Basalt.Runtime;

/// <summary>How a shard uses its processor.</summary>
public sealed record ShardOptions
{
    /// <summary>The processor its thread is bound to; null: the kernel chooses.</summary>
    public int? Processor { get; init; }

    /// <summary>How long a shard that was just busy looks for more before it sleeps. It looks less often where that
    /// has not paid.</summary>
    public TimeSpan SpinTime { get; init; } = ShardLimits.SpinTimeDefault;

    /// <summary>It never sleeps: for processors given away to it alone.</summary>
    public bool IsPolling { get; init; }
}
