namespace Basalt.Objects.Core;

/// <summary>What turns parts into an object.</summary>
public sealed record CompleteRequest
{
    /// <summary>At least one; numbers rise.</summary>
    public required IReadOnlyList<CompletedPart> Parts { get; init; }

    public ObjectPrecondition? Precondition { get; init; }

    /// <summary>Given the chosen parts with their checksums, gives the object's own; null: none is kept.</summary>
    public Func<IReadOnlyList<ObjectPart>, IReadOnlyList<ObjectChecksum>>? Checksums { get; init; }
}
