namespace Basalt.FirmwareConfig.Language;

/// <summary>A word of the language, and where it begins in the text.</summary>
internal readonly record struct ProfileToken(TokenKind Kind, string Value, int Offset)
{
    public override string ToString() => Kind == TokenKind.Text ? $"\"{Value}\"" : $"'{Value}'";
}
