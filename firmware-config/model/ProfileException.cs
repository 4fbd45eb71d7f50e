namespace Basalt.FirmwareConfig.Model;

/// <summary>A profile that cannot be read or asks for the impossible; the message begins file:line:column.</summary>
public sealed class ProfileException(string file, SourcePosition position, string problem)
    : FormatException($"{file}:{position}: {problem}")
{
    public string File { get; } = file;

    public SourcePosition Position { get; } = position;

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; } = problem;
}
