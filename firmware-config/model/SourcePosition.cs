namespace Basalt.FirmwareConfig.Model;

/// <summary>A place in a profile's text; lines and columns count from 1, a tab is one column.</summary>
public readonly record struct SourcePosition(int Line, int Column)
{
    public static SourcePosition At(string text, int offset)
    {
        var before = text.AsSpan(0, offset);
        return new(before.Count('\n') + 1, offset - before.LastIndexOf('\n'));
    }

    public override string ToString() => $"{Line}:{Column}";
}
