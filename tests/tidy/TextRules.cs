using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Basalt.Tests.Tidy;

/// <summary>What a file may hold, and how much. Each rule answers its violations, one line each.</summary>
internal static partial class TextRules
{
    public const int LineLengthMax = 120;
    public const int FileLinesWarned = 500;
    public const int FileLinesMax = 1000;
    public const int FunctionLinesMax = 70;
    public const int ReadmeLinesMax = 150;

    /// <summary>A file past the limit says why in its first lines, after these words.</summary>
    public const string LongFileReason = "// Long file:";

    private const string Leftover = "tests/tidy/leftovers.txt";

    /// <summary>Hosts that the tree may name: specifications, XML namespaces, examples.</summary>
    private static readonly HashSet<string> s_hosts =
    [
        "www.w3.org", "www.rfc-editor.org", "datatracker.ietf.org", "docs.openstack.org", "www.apache.org",
        "docs.aws.amazon.com", "doc.s3.amazonaws.com", "s3.amazonaws.com", "acs.amazonaws.com", "keepachangelog.com",
        "semver.org", "learn.microsoft.com", "www.kernel.org", "man7.org", "schemas.microsoft.com",
    ];

    private static readonly HashSet<string> s_lined = [".cs", ".proto", ".ps1", ".sh", ".mjs", ".py", ".basalt"];

    public static IEnumerable<string> LongLines(Repository tree) =>
        from file in tree.Files
        where s_lined.Contains(Path.GetExtension(file))
        from line in tree.Read(file).Split('\n').Index()
        where line.Item.Length > LineLengthMax
        select $"{file}:{line.Index + 1}: {line.Item.Length} columns, at most {LineLengthMax}";

    public static IEnumerable<string> LongFiles(Repository tree, int limit) =>
        from source in tree.Sources
        let lines = source.Text.AsSpan().Count('\n')
        where lines > limit
        where !source.Text.Split('\n').Take(15).Any(l => l.StartsWith(LongFileReason, StringComparison.Ordinal))
        select $"{source.Path}: {lines} lines, more than {limit} (or say '{LongFileReason} why' at its head)";

    public static IEnumerable<string> LongFunctions(Repository tree) =>
        from source in tree.Sources
        from node in source.Tree.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let lines = source.LinesOf(node)
        where lines > FunctionLinesMax
        let line = source.LineOf(node.SpanStart)
        select $"{source.Path}:{line}: a function of {lines} lines, at most {FunctionLinesMax}";

    public static IEnumerable<string> Leftovers(Repository tree)
    {
        var rules = tree.Read(Leftover).Split('\n')
            .Where(static l => !l.StartsWith("# ", StringComparison.Ordinal))
            .Select(static l => l.Split('\t'))
            .Where(static l => l.Length == 2)
            .Select(static l => (Pattern: new Regex(l[0]), Reason: l[1]))
            .ToArray();
        return
            from file in tree.Files
            where file != Leftover
            from line in tree.Read(file).Split('\n').Index()
            from rule in rules
            where rule.Pattern.IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: '{rule.Pattern.Match(line.Item).Value}': {rule.Reason}";
    }

    public static IEnumerable<string> ForeignHosts(Repository tree) =>
        from file in tree.Files
        // A lock file names its packages' authors, in npm's words.
        where Path.GetFileName(file) != "package-lock.json"
        from line in tree.Read(file).Split('\n').Index()
        from match in Address().Matches(line.Item)
        let host = match.Groups["host"].Value.ToLowerInvariant()
        where host.Contains('.', StringComparison.Ordinal) && !s_hosts.Contains(host) && !IsOfNoOne(host)
        select $"{file}:{line.Index + 1}: names the host {host}; only specifications and examples are named";

    public static IEnumerable<string> Types(Repository tree)
    {
        foreach (var source in tree.Sources)
        {
            var names = source.TopTypes
                .Where(static t => t.Modifiers.Any(static m => m.ValueText == "public"))
                .Select(SourceFile.NameOf)
                .Distinct()
                .ToArray();
            var stem = Path.GetFileName(source.Path).Split('.')[0];
            if (names.Length > 1)
            {
                yield return $"{source.Path}: one public type per file, here are {string.Join(", ", names)}";
            }
            else if (names.Length == 1 && names[0] != stem)
            {
                yield return $"{source.Path}: the file is named after its public type {names[0]}";
            }
        }
    }

    public static IEnumerable<string> TestNames(Repository tree) =>
        from source in tree.Sources
        from method in source.Tree.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(static l => l.Attributes)
            .Any(static a => a.Name.ToString() is "Fact" or "Theory")
        where !method.Identifier.ValueText.Contains('_', StringComparison.Ordinal)
        select $"{source.Path}: the test {method.Identifier.ValueText} is no sentence (Read_past_the_end_answers_...)";

    public static IEnumerable<string> Readmes(Repository tree)
    {
        foreach (var room in tree.Layers.Rooms.Keys.Where(r => Directory.Exists(Path.Combine(tree.Root, r))))
        {
            var file = room + "/README.md";
            if (!tree.Exists(file))
            {
                yield return $"{file}: every room says what it is, what flows through, its files and limits";
                continue;
            }

            var lines = tree.Read(file).Split('\n');
            if (!lines[0].StartsWith("# ", StringComparison.Ordinal) || lines.Length is < 10 or > ReadmeLinesMax)
            {
                yield return $"{file}: one page with a title: 10 to {ReadmeLinesMax} lines, not {lines.Length}";
            }
        }
    }

    /// <summary>Numbers, and names that are reserved for examples (RFC 2606, RFC 6761).</summary>
    private static bool IsOfNoOne(string host) =>
        Reserved().IsMatch(host) || System.Net.IPAddress.TryParse(host, out _);

    [GeneratedRegex(@"https?://(?<host>[A-Za-z0-9._-]+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"(^|\.)(example(\.com|\.org|\.net)?|test|invalid|localhost|local)$")]
    private static partial Regex Reserved();
}
