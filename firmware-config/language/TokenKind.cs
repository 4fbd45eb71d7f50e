namespace Basalt.FirmwareConfig.Language;

internal enum TokenKind
{
    /// <summary>Letters, digits, dots, commas and dashes: a keyword, a number, a version, a list.</summary>
    Word,

    /// <summary>Quoted text, without its quotes.</summary>
    Text,

    OpenBrace,

    CloseBrace,
}
