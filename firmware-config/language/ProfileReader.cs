using Basalt.FirmwareConfig.Model;
using Pidgin;

namespace Basalt.FirmwareConfig.Language;

/// <summary>Reads host profiles; what it answers has been found possible.</summary>
public static class ProfileReader
{
    /// <summary>Reads a profile from a file.</summary>
    /// <exception cref="ProfileException">The text is no profile, or asks for what no host can be.</exception>
    public static HostProfile ReadFile(string path)
    {
        // UTF-8 is at most four bytes a character: a file past that cannot be within the limit.
        if (new FileInfo(path).Length > 4L * ProfileLimits.TextLengthMax)
        {
            throw TooLong(path);
        }

        return Read(File.ReadAllText(path), path);
    }

    /// <summary>Reads a profile from its text.</summary>
    /// <param name="text">The profile.</param>
    /// <param name="file">What error messages call it.</param>
    /// <exception cref="ProfileException">The text is no profile, or asks for what no host can be.</exception>
    public static HostProfile Read(string text, string file)
    {
        if (text.Length > ProfileLimits.TextLengthMax)
        {
            throw TooLong(file);
        }

        var words = ProfileLexer.Tokens.Parse(text);
        if (!words.Success)
        {
            throw Wrong(text, file, words.Error!.ErrorOffset, words.Error);
        }

        var profile = new ProfileGrammar(text).Profile().Parse(words.Value);
        if (!profile.Success)
        {
            var index = profile.Error!.ErrorOffset;
            var offset = index < words.Value.Length ? words.Value[index].Offset : text.Length;
            throw Wrong(text, file, offset, profile.Error);
        }

        ProfileValidation.Check(profile.Value, file);
        return profile.Value;
    }

    private static ProfileException TooLong(string file) =>
        new(file, new SourcePosition(1, 1), $"longer than {ProfileLimits.TextLengthMax} characters");

    private static ProfileException Wrong<TToken>(string text, string file, int offset, ParseError<TToken> error)
    {
        var found = error.EOF ? "the end of the text"
            : error.Unexpected is { HasValue: true, Value: '\n' } ? "the end of the line"
            : error.Unexpected is { HasValue: true, Value: char c } ? $"'{c}'"
            : error.Unexpected is { HasValue: true, Value: var token } ? $"{token}"
            : "nothing";
        var problem = error.Message ?? $"expected {OneOf(error.Expected)}, found {found}";
        return new ProfileException(file, SourcePosition.At(text, offset), problem);
    }

    private static string OneOf<TToken>(IEnumerable<Expected<TToken>> expected)
    {
        var labels = expected
            .Select(static e => e.IsEof ? "the end of the text" : e.Label ?? "a blank")
            .Distinct()
            .ToArray();
        return labels.Length <= 1
            ? labels.FirstOrDefault() ?? "something else"
            : $"{string.Join(", ", labels[..^1])} or {labels[^1]}";
    }
}
