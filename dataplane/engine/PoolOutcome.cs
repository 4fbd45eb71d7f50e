namespace Basalt.Engine;

/// <summary>How an engine operation ended. Front ends map it once, at their border.</summary>
public enum PoolOutcome
{
    /// <summary>Done and durable.</summary>
    Done,

    /// <summary>A condition of the transaction did not hold: nothing was changed. Read again and decide anew.</summary>
    ConditionFailed,

    /// <summary>The name or layer is not there.</summary>
    NotFound,

    /// <summary>An offset past the end of a layer.</summary>
    OutOfRange,

    /// <summary>The device gave bytes whose checksum is wrong, or none at all. The log names the place.</summary>
    Unreadable,

    /// <summary>The pool or the file system below it has no room: nothing was changed.</summary>
    OutOfSpace,

    /// <summary>A bounded queue is full: try again.</summary>
    Busy,
}
