namespace Basalt.Runtime.Rings;

/// <summary>Where an operation is.</summary>
internal enum RingOperationState
{
    /// <summary>With its owner.</summary>
    Idle,

    /// <summary>In line for a slot or for room in the submission ring.</summary>
    Waiting,

    /// <summary>In line for a provided buffer to come back.</summary>
    Parked,

    /// <summary>In its slot, with the kernel.</summary>
    Active,

    /// <summary>Cancelled before the kernel saw it; its completion comes with the next poll.</summary>
    Ending,
}
