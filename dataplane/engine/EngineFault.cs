namespace Basalt.Engine;

/// <summary>Mistakes that the simulation switches on, one at a time, to prove that its checkers find them.</summary>
internal enum EngineFault
{
    None,

    /// <summary>Commits are acknowledged once written, not once flushed.</summary>
    AcknowledgeBeforeFlush,

    /// <summary>Bytes are handed out without a look at their checksum.</summary>
    SkipChecksum,

    /// <summary>The superblock names a checkpoint before its pages are flushed.</summary>
    PublishBeforeFlush,

    /// <summary>A dead segment is used again before the checkpoint that lets it go is durable.</summary>
    FreeBeforeCheckpoint,

    /// <summary>A seal is written without waiting for the layer's own flush.</summary>
    SealBeforeFlush,
}
