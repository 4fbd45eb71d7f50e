namespace Basalt.Tests.Fuzz;

/// <summary>A parser that sees foreign bytes: it answers or refuses in its own way, all else is a finding.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Inputs of the right kind, to be changed.</summary>
    IReadOnlyList<string> Seeds { get; }

    /// <summary>Throws if the parser fails in a way that is not its own, or breaks a promise.</summary>
    void Run(ReadOnlySpan<byte> input);
}
