using System.Diagnostics;
using Xunit;

namespace Basalt.Tests.Conformance.Clients;

/// <summary>An unmodified client of the distribution, run as a person would, in a bare environment.</summary>
internal sealed class Tool
{
    /// <summary>Debian's clients run with Debian's Python, whatever else this machine has.</summary>
    private const string SystemPath = "/usr/bin:/bin:/usr/sbin:/sbin";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(Scale.Of(3, 30));

    private readonly string _program;
    private readonly IReadOnlyDictionary<string, string> _environment;

    public Tool(string name, IReadOnlyDictionary<string, string> environment)
    {
        _program = "/usr/bin/" + name;
        _environment = environment;
        if (!File.Exists(_program))
        {
            Lack($"{name} is not installed: `dotnet run build.cs -- test` installs it on Debian");
        }
    }

    /// <summary>Skips the test, or fails it where nothing may be missing.</summary>
    public static void Lack(string reason)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.Fail(reason);
    }

    /// <summary>Runs it; anything but exit code 0 fails the test with what it said.</summary>
    public async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var result = await TryAsync(folder, arguments);
        Assert.True(
            result.ExitCode == 0,
            $"{_program} {string.Join(' ', arguments)}\nended with {result.ExitCode}\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    public async Task<ToolResult> TryAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(_program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = SystemPath;
        start.Environment["HOME"] = folder;
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            var command = $"{_program} {string.Join(' ', arguments)}";
            Assert.Fail($"{command}: no end within {s_patience}\n{await output}\n{await error}");
        }

        return new(process.ExitCode, await output, await error);
    }
}
