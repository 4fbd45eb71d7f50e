namespace Basalt.Engine;

internal enum TransactionStepKind
{
    Put,
    Delete,
    AddToCounter,
    DeleteCounter,
    Seal,
    Release,
    Spill,
    RequireVersion,
    RequireExists,
    RequireEmpty,
}

internal readonly record struct TransactionStep(TransactionStepKind Kind, ReadOnlyMemory<byte> Name)
{
    public ReadOnlyMemory<byte> Summary { get; init; }

    public ReadOnlyMemory<byte> Value { get; init; }

    public CounterValue Counter { get; init; }

    public LayerId Layer { get; init; }

    public ulong Version { get; init; }
}
