using System.CommandLine;
using Basalt.Control.Host.Configuration;
using Spectre.Console;

namespace Basalt.Control.Host.Commands;

/// <summary><c>basalt config</c>: what is configured, and what could be.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var command = new Command("config", "Show the configuration as it would be used, or explain every key");
        var options = new ConfigOptions();
        options.AddTo(command);
        var explain = new Option<bool>("--explain")
        {
            Description = "List every key with its type, default and meaning",
        };
        command.Add(explain);
        command.SetAction(parsed => Failures.TellAsync(() =>
        {
            // The lines are a file's: they are not to be broken at the terminal's width.
            AnsiConsole.Profile.Width = short.MaxValue;
            if (parsed.GetValue(explain)) Explain();
            else Show(options, parsed);
            return Task.FromResult(ExitCode.Ok);
        }));
        return command;
    }

    /// <summary>In the form of a configuration file, so that it can be one.</summary>
    private static void Explain()
    {
        foreach (var section in ConfigKeys.All.GroupBy(key => key.Section))
        {
            AnsiConsole.MarkupLine($"[bold]{Markup.Escape($"[{section.Key}]")}[/]");
            foreach (var key in section)
            {
                AnsiConsole.MarkupLine($"[grey]# {Markup.Escape(key.Meaning)}.[/]");
                AnsiConsole.MarkupLine($"[grey]# {Markup.Escape(key.Expected)}; {key.Environment}, {key.Flag}[/]");
                AnsiConsole.WriteLine($"{key.Name} = {Literal(key, key.Default)}");
            }

            AnsiConsole.WriteLine();
        }
    }

    private static void Show(ConfigOptions options, ParseResult parsed)
    {
        var data = Path.GetFullPath(parsed.GetValue(options.Data)!);
        var values = options.ReadValues(parsed, Environment.GetEnvironmentVariables(), data);
        Settings.From(values, data);
        foreach (var section in ConfigKeys.All.GroupBy(key => key.Section))
        {
            AnsiConsole.MarkupLine($"[bold]{Markup.Escape($"[{section.Key}]")}[/]");
            foreach (var key in section)
            {
                AnsiConsole.Markup(Markup.Escape($"{key.Name} = {Literal(key, values[key].Text)}"));
                AnsiConsole.MarkupLine($"[grey]  # {Markup.Escape(values[key].Source)}[/]");
            }

            AnsiConsole.WriteLine();
        }
    }

    private static string Literal(ConfigKey key, string text) => key.Kind switch
    {
        ConfigKind.Boolean or ConfigKind.Integer or ConfigKind.Port => text,
        ConfigKind.TextList => "["
            + string.Join(", ", text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Quote)) + "]",
        ConfigKind.Text or ConfigKind.Address or ConfigKind.Duration or ConfigKind.Size or ConfigKind.LogLevel
            or ConfigKind.LogFormat or ConfigKind.DeviceKind or ConfigKind.FrontKind or ConfigKind.DatabaseEngine
                => Quote(text),
    };

    private static string Quote(string text)
        => $"\"{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", @"\""", StringComparison.Ordinal)}\"";
}
