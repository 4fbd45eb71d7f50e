using Basalt.Engine;

namespace Basalt.Objects.Core;

/// <summary>The engine's outcomes in the words of this core. Total, without a discard arm.</summary>
public static class PoolOutcomeMap
{
    public static ObjectOutcome ToObjectOutcome(this PoolOutcome outcome) => outcome switch
    {
        PoolOutcome.Done => ObjectOutcome.Done,
        PoolOutcome.ConditionFailed => ObjectOutcome.Busy,
        PoolOutcome.NotFound => ObjectOutcome.NoSuchObject,
        PoolOutcome.OutOfRange => ObjectOutcome.InvalidRange,
        PoolOutcome.Unreadable => ObjectOutcome.Unreadable,
        PoolOutcome.OutOfSpace => ObjectOutcome.OutOfSpace,
        PoolOutcome.Busy => ObjectOutcome.Busy,
    };
}
