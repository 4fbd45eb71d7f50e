using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Basalt.Perf.Load;

/// <summary>Writes what was measured, and on what: a figure without machine, command and commit says nothing.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    public Report(string title, IEnumerable<string> arguments)
    {
        _text
            .Append("# ").Append(title).Append("\n\n")
            .Append("- machine: ").Append(Machine()).Append('\n')
            .Append("- command: `").Append(Command(arguments)).Append("`\n")
            .Append("- commit: ").Append(Commit()).Append('\n');
        Note(Processors.AreApart
            ? "the server has the last processor to itself, the generator the first; CPU is that of all the "
                + "server's processes"
            : "generator and server share the only processor; CPU is that of all the server's processes");
    }

    public void Note(string text) => _text.Append("- ").Append(text).Append('\n');

    /// <summary>A heading, and a table whose rows follow.</summary>
    public void Begin(string heading, params string[] columns)
    {
        Console.WriteLine($"\n{heading}: {string.Join(" | ", columns)}");
        _text.Append("\n## ").Append(heading).Append("\n\n");
        Table(columns);
    }

    /// <summary>A further table under the same heading.</summary>
    public void Continue(params string[] columns)
    {
        Console.WriteLine(string.Join(" | ", columns));
        _text.Append('\n');
        Table(columns);
    }

    public void Row(params string[] cells)
    {
        var line = $"| {string.Join(" | ", cells)} |";
        _text.Append(line).Append('\n');
        Console.WriteLine(line);
    }

    /// <summary>A sentence below what was shown last.</summary>
    public void Say(string text)
    {
        _text.Append('\n').Append(text).Append('\n');
        Console.WriteLine(text);
    }

    /// <summary>Writes it out, and to a file if one is named.</summary>
    public async Task EndAsync(FileInfo? file)
    {
        if (file is not null) await File.WriteAllTextAsync(file.FullName, _text.ToString());
    }

    private void Table(string[] columns) => _text
        .Append("| ").AppendJoin(" | ", columns).Append(" |\n")
        .Append(string.Concat(Enumerable.Repeat("|---", columns.Length))).Append("|\n");

    /// <summary>Paths of this machine are nobody else's: only a file's name stays.</summary>
    private static string Command(IEnumerable<string> arguments) =>
        string.Join(' ', arguments
            .Select(static a => a.StartsWith('/') ? Path.GetFileName(a) : a)
            .Prepend("dotnet run build.cs -- bench"));

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        var kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} x {model ?? "unknown"}, {memory} GiB, Linux {kernel}");
    }

    private static string Commit()
    {
        var isClean = Git("status", "--porcelain", "--untracked-files=no").Length == 0;
        return Git("rev-parse", "--short", "HEAD") + (isClean ? "" : " with changes");
    }

    private static string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", Repository.Root, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
