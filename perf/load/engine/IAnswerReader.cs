namespace Basalt.Perf.Load.Engine;

/// <summary>Finds the ends of answers in what a server sends.</summary>
internal interface IAnswerReader
{
    /// <summary>Whether the server ends the connection after the last answer.</summary>
    bool IsLast { get; }

    /// <summary>Eats bytes up to the end of an answer, or all; whether an answer ended.</summary>
    bool TryTake(ref ReadOnlySpan<byte> bytes, out bool isGood);
}
