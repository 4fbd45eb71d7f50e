using System.CommandLine;
using Basalt.Control.Host.Configuration;
using Basalt.FirmwareConfig.Check;
using Basalt.FirmwareConfig.Language;
using Basalt.FirmwareConfig.Model;
using Spectre.Console;

namespace Basalt.Control.Host.Commands;

/// <summary><c>basalt host check</c>: what this machine is, what it should be, and how to mend it. Changes
/// nothing.</summary>
internal static class HostCommand
{
    public static Command Create()
    {
        var profile = new Argument<string?>("profile")
        {
            Description = "File with a profile of the host; without it the one that `basalt up` checks",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var check = new Command("check", "Hold this machine against a profile; exit code 1 if it lacks something")
        {
            profile,
        };
        check.SetAction(parsed => Failures.TellAsync(() => Task.FromResult(Check(parsed.GetValue(profile)))));
        return new Command("host", "Profiles of hosts") { check };
    }

    private static int Check(string? path)
    {
        var results = HostCheck.Run(Read(path));
        var table = new Table().RoundedBorder()
            .AddColumn("").AddColumn("Subject").AddColumn("Is").AddColumn("Should be").AddColumn("Mend with");
        foreach (var result in results)
        {
            table.AddRow(
                Mark(result.State),
                Markup.Escape(result.Subject),
                Markup.Escape(result.Actual),
                Markup.Escape(result.Wanted),
                Markup.Escape(result.Remedy ?? ""));
        }

        AnsiConsole.Write(table);
        return results.Any(result => result.State == CheckState.Missing) ? ExitCode.Failure : ExitCode.Ok;
    }

    private static HostProfile Read(string? path)
    {
        try
        {
            return path is null ? HostCheck.DefaultProfile() : ProfileReader.ReadFile(path);
        }
        catch (ProfileException error)
        {
            throw new ConfigException(error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"{path}: cannot be read: {error.Message}");
        }
    }

    private static string Mark(CheckState state) => state switch
    {
        CheckState.Met => "[green]met[/]",
        CheckState.Advised => "[yellow]advised[/]",
        CheckState.Missing => "[red]missing[/]",
    };
}
