using Pidgin;
using static Pidgin.Parser;
using static Pidgin.Parser<char>;

namespace Basalt.FirmwareConfig.Language;

/// <summary>Characters to words. Comments run from # to the end of the line.</summary>
internal static class ProfileLexer
{
    private static readonly Parser<char, Unit> s_comment =
        Char('#').Then(AnyCharExcept('\n').SkipMany());

    private static readonly Parser<char, Unit> s_blank =
        Whitespace.IgnoreResult().Or(s_comment).SkipMany();

    private static readonly Parser<char, (TokenKind Kind, string Value)> s_word =
        Token(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ',' or '_')
            .AtLeastOnceString()
            .Select(static text => (TokenKind.Word, text))
            .Labelled("a word");

    private static readonly Parser<char, (TokenKind Kind, string Value)> s_text =
        AnyCharExcept('"', '\n').ManyString()
            .Between(Char('"').Labelled("quoted text"), Char('"').Labelled("a closing quote on the same line"))
            .Select(static text => (TokenKind.Text, text));

    private static readonly Parser<char, (TokenKind Kind, string Value)> s_brace =
        Char('{').ThenReturn((TokenKind.OpenBrace, "{")).Labelled("{")
            .Or(Char('}').ThenReturn((TokenKind.CloseBrace, "}")).Labelled("}"));

    private static readonly Parser<char, ProfileToken> s_token =
        Map(
            static (offset, token) => new ProfileToken(token.Kind, token.Value, offset),
            CurrentOffset,
            OneOf(s_word, s_text, s_brace));

    /// <summary>All words of a text.</summary>
    public static Parser<char, ProfileToken[]> Tokens { get; } =
        s_blank.Then(s_token.Before(s_blank).Until(End))
            .Select(static tokens => tokens.ToArray());
}
