using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Basalt.Control.Host.Configuration;

/// <summary>Reads the TOML file into values that know their line and column.</summary>
internal static class TomlFile
{
    private const int SizeMax = 1024 * 1024;

    public static Dictionary<ConfigKey, ConfigValue> Read(string path)
    {
        if (!File.Exists(path)) throw new ConfigException($"{path}: there is no such configuration file");
        if (new FileInfo(path).Length > SizeMax)
            throw new ConfigException($"{path}: larger than {SizeMax} bytes; this is not a configuration file");
        return Parse(File.ReadAllText(path), path);
    }

    /// <param name="text">The whole file.</param>
    /// <param name="path">Named in complaints.</param>
    public static Dictionary<ConfigKey, ConfigValue> Parse(string text, string path)
    {
        var document = SyntaxParser.Parse(text, path);
        if (document.HasErrors)
        {
            var first = document.Diagnostics.First(message => message.Kind == DiagnosticMessageKind.Error);
            throw new ConfigException($"{Place(path, first.Span)}: {first.Message}");
        }

        var values = new Dictionary<ConfigKey, ConfigValue>();
        foreach (var pair in document.KeyValues) Add(values, path, [], pair);
        foreach (var table in document.Tables)
        {
            if (table is TableArraySyntax)
                throw new ConfigException($"{Place(path, table.Span)}: there are no lists of tables; write [section]");
            var section = Names(table.Name!);
            foreach (var item in table.Items) Add(values, path, section, item);
        }

        return values;
    }

    private static void Add(
        Dictionary<ConfigKey, ConfigValue> values, string path, IReadOnlyList<string> section, KeyValueSyntax pair)
    {
        string[] names = [.. section, .. Names(pair.Key!)];
        if (pair.Value is InlineTableSyntax inline)
        {
            foreach (var item in inline.Items) Add(values, path, names, item.KeyValue!);
            return;
        }

        var name = string.Join('.', names);
        var key = ConfigKeys.All.FirstOrDefault(known => known.Path == name);
        if (key is null)
        {
            var meant = Spelling.Nearest(name, ConfigKeys.All.Select(known => known.Path));
            throw new ConfigException($"{Place(path, pair.Key!.Span)}: unknown key '{name}'; "
                + (meant is null ? "`basalt config --explain` lists all" : $"did you mean '{meant}'?"));
        }

        var place = Place(path, pair.Value!.Span);
        var value = new ConfigValue(Text(key, pair.Value, place), place);
        ConfigValues.Check(key, value);
        values[key] = value;
    }

    private static string Text(ConfigKey key, ValueSyntax value, string place) => (key.Kind, value) switch
    {
        (ConfigKind.Boolean, BooleanValueSyntax boolean) => boolean.Value ? "true" : "false",
        (ConfigKind.Integer or ConfigKind.Port or ConfigKind.Size, IntegerValueSyntax integer) => $"{integer.Value}",
        (ConfigKind.TextList, ArraySyntax list) => string.Join(',', list.Items.Select(item => item.Value switch
        {
            StringValueSyntax text when !text.Value!.Contains(',') => text.Value,
            _ => throw new ConfigException($"{Place(place, key)} must be {key.Expected}"),
        })),
        (ConfigKind.Boolean or ConfigKind.Integer or ConfigKind.Port or ConfigKind.TextList, _)
            => throw new ConfigException($"{Place(place, key)} must be {key.Expected}"),
        (_, StringValueSyntax text) => text.Value!,
        _ => throw new ConfigException($"{Place(place, key)} must be {key.Expected}"),
    };

    private static List<string> Names(KeySyntax key)
        => [Name(key.Key!), .. key.DotKeys.Select(item => Name(item.Key!))];

    private static string Name(BareKeyOrStringValueSyntax part) => part switch
    {
        BareKeySyntax bare => bare.Key!.Text!,
        StringValueSyntax text => text.Value!,
        _ => part.ToString().Trim(),
    };

    private static string Place(string place, ConfigKey key) => $"{place}: {key.Path}";

    private static string Place(string path, SourceSpan span)
        => $"{path}:{span.Start.Line + 1}:{span.Start.Column + 1}";
}
