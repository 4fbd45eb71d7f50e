namespace Basalt.Engine;

/// <summary>Mistakes that the simulation switches on, one at a time, to prove that its checkers find them.</summary>
internal enum EngineFault
{
    None,

    /// <summary>Commits are acknowledged once written, not once flushed.</summary>
    AcknowledgeBeforeFlush,

    /// <summary>Bytes are handed out without a look at their checksum.</summary>
    SkipChecksum,

    /// <summary>A segment is used again although records that it outranks are still on the device.</summary>
    FreeTombstonesEarly,

    /// <summary>A seal is written without waiting for the layer's own flush.</summary>
    SealBeforeFlush,
}
