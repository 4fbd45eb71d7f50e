namespace Basalt.Engine;

/// <summary>
/// Changes that become durable and visible together, or not at all. Filled by one caller, then given to
/// <see cref="IPool.CommitAsync"/> once. The memory handed in is the pool's until the commit has returned.
/// </summary>
public sealed class Transaction
{
    private readonly List<TransactionStep> _steps = [];

    internal IReadOnlyList<TransactionStep> Steps => _steps;

    /// <summary>Sets a name; replaces what was there.</summary>
    public Transaction Put(ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> summary, ReadOnlyMemory<byte> value)
        => Add(new TransactionStep(TransactionStepKind.Put, name) { Summary = summary, Value = value });

    /// <summary>Removes a name; nothing happens if it is not there (add a condition to insist).</summary>
    public Transaction Delete(ReadOnlyMemory<byte> name)
        => Add(new TransactionStep(TransactionStepKind.Delete, name));

    /// <summary>Adds to the two sums of a counter; an absent one counts from zero. Commutes: concurrent adds never
    /// conflict.</summary>
    public Transaction AddToCounter(ReadOnlyMemory<byte> name, long count, long size)
        => Add(new TransactionStep(TransactionStepKind.AddToCounter, name) { Counter = new CounterValue(count, size) });

    /// <summary>Forgets a counter.</summary>
    public Transaction DeleteCounter(ReadOnlyMemory<byte> name)
        => Add(new TransactionStep(TransactionStepKind.DeleteCounter, name));

    /// <summary>Makes a finished layer part of what is stored. Without it a layer is dropped at its writer's
    /// end.</summary>
    public Transaction Seal(LayerId layer)
        => Add(new TransactionStep(TransactionStepKind.Seal, default) { Layer = layer });

    /// <summary>Gives a sealed layer's space back, once the last open <see cref="ILayerReader"/> on it is
    /// closed.</summary>
    public Transaction Release(LayerId layer)
        => Add(new TransactionStep(TransactionStepKind.Release, default) { Layer = layer });

    /// <summary>Takes note of extents of a layer ahead of its seal.</summary>
    internal Transaction Spill(LayerId layer)
        => Add(new TransactionStep(TransactionStepKind.Spill, default) { Layer = layer });

    /// <summary>Condition: the name is there with this version; version 0 means that it is absent.</summary>
    public Transaction RequireVersion(ReadOnlyMemory<byte> name, ulong version)
        => Add(new TransactionStep(TransactionStepKind.RequireVersion, name) { Version = version });

    /// <summary>Condition: the name is there, in whatever version.</summary>
    public Transaction RequireExists(ReadOnlyMemory<byte> name)
        => Add(new TransactionStep(TransactionStepKind.RequireExists, name));

    /// <summary>Condition: no name begins with this prefix.</summary>
    public Transaction RequireEmpty(ReadOnlyMemory<byte> prefix)
        => Add(new TransactionStep(TransactionStepKind.RequireEmpty, prefix));

    private Transaction Add(TransactionStep step)
    {
        _steps.Add(step);
        return this;
    }
}
