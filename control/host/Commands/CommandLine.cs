using System.CommandLine;
using System.CommandLine.Help;

namespace Basalt.Control.Host.Commands;

/// <summary>The verbs of <c>basalt</c>.</summary>
internal static class CommandLine
{
    private const string Examples = """
        Examples:
          basalt up                              a cloud in ./basalt-data, on loopback
          basalt up --data /srv/cloud --port-offset 1000
          basalt up --bind 0.0.0.0 --tls-self-signed
          basalt up --json | jq .endpoints       for scripts
          basalt down --data /srv/cloud          stop it, from anywhere
          basalt host check                      is this machine set up well?
          basalt config --explain                every setting, its default and its meaning

        Then, in another shell:
          source basalt-data/openrc
          openstack token issue
          aws --endpoint-url $AWS_ENDPOINT_URL s3 mb s3://first
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Basalt: a cloud in one program. `basalt up` runs a whole one on this machine.")
        {
            UpCommand.Create(),
            DownCommand.Create(),
            HostCommand.Create(),
            ConfigCommand.Create(),
        };
        TeachHelp(root);
        if (arguments.Length == 0) arguments = ["--help"];
        var parsed = root.Parse(arguments);
        var exit = await parsed.InvokeAsync(new InvocationConfiguration
        {
            // Signals are handled by the verbs that run long; failures are told by Failures.
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        });
        return parsed.Errors.Count > 0 ? ExitCode.Usage : exit;
    }

    private static void TeachHelp(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new TeachingHelp((HelpAction)help.Action!);
    }

    private sealed class TeachingHelp(HelpAction usual) : System.CommandLine.Invocation.SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            usual.Invoke(parseResult);
            if (parseResult.CommandResult.Command is RootCommand)
                parseResult.InvocationConfiguration.Output.WriteLine(Examples);
            return ExitCode.Ok;
        }
    }
}
