using Basalt.Control.Host.Configuration;

namespace Basalt.Control.Host.Commands;

/// <summary>Tells an operator what went wrong, in words and with an exit code.</summary>
internal static class Failures
{
    public static async Task<int> TellAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (ConfigException error)
        {
            await Console.Error.WriteLineAsync($"basalt: {error.Message}");
            return ExitCode.Usage;
        }
        catch (StartException error)
        {
            await Console.Error.WriteLineAsync($"basalt: {error.Message}");
            return ExitCode.Failure;
        }
    }
}
