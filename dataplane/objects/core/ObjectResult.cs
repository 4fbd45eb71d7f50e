using System.Diagnostics.CodeAnalysis;

namespace Basalt.Objects.Core;

/// <summary>An outcome and, when it says so, what was asked for.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Value">Present when done; with another outcome only where the operation says so.</param>
public readonly record struct ObjectResult<T>(ObjectOutcome Outcome, T? Value)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsDone => Outcome == ObjectOutcome.Done && Value is not null;

    public static implicit operator ObjectResult<T>(ObjectOutcome outcome) => new(outcome, null);

    public static implicit operator ObjectResult<T>(T value) => new(ObjectOutcome.Done, value);
}
