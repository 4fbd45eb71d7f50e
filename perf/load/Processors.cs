using System.Diagnostics;
using System.Globalization;

namespace Basalt.Perf.Load;

/// <summary>Servers on the machine's last processor, the generator on its first: neither slows the other.</summary>
internal static class Processors
{
    public static bool AreApart { get; } = Environment.ProcessorCount > 1;

    private static string ForServer { get; } =
        (Environment.ProcessorCount - 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Binds this process, and what it starts, to the generator's processor.</summary>
    public static Task BindGeneratorAsync() => BindAsync(Environment.ProcessId, "0");

    /// <summary>Binds running processes to the server's processor.</summary>
    public static async Task BindServerAsync(IEnumerable<int> processes)
    {
        foreach (var process in processes) await BindAsync(process, ForServer);
    }

    /// <summary>A command that runs on the server's processor from its first instruction.</summary>
    public static ProcessStartInfo ServerCommand(string program, params IEnumerable<string> arguments) =>
        AreApart
            ? new ProcessStartInfo("taskset", ["-c", ForServer, program, .. arguments])
            : new ProcessStartInfo(program, arguments);

    private static async Task BindAsync(int process, string processor)
    {
        if (!AreApart) return;
        string[] arguments = ["-a", "-c", "-p", processor, process.ToString(CultureInfo.InvariantCulture)];
        using var taskset = Process.Start(
            new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true })!;
        await taskset.StandardOutput.ReadToEndAsync();
        await taskset.WaitForExitAsync();
    }
}
