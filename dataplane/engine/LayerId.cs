namespace Basalt.Engine;

/// <summary>Names one layer of a pool. Never given twice; zero is no layer.</summary>
public readonly record struct LayerId(ulong Value)
{
    public bool IsNone => Value == 0;

    public override string ToString() => $"layer {Value:x}";
}
