using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Basalt.Runtime;

/// <summary>Conditions that only our own mistake can break. One condition per check; wire input is never checked
/// here.</summary>
public static class Invariant
{
    private static readonly Action<string> FailProcess = static message => Environment.FailFast(message);

    private static Action<string> _fail = FailProcess;

    /// <summary>Ends the process at once if the condition does not hold: the log recovers what was
    /// acknowledged.</summary>
    public static void Check(
        [DoesNotReturnIf(false)] bool condition,
        [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        if (!condition) Fail(text);
    }

    /// <summary>Simulations throw instead, so that a broken invariant is reported with its seed.</summary>
    public static void ThrowOnFailure() => _fail = static message => throw new InvariantException(message);

    [DoesNotReturn]
    private static void Fail(string text)
    {
        _fail($"invariant broken: {text}");
        throw new InvariantException(text);
    }
}
