using Xunit;

namespace Basalt.Tests.Conformance.Clients;

/// <summary>Files as people have them: the system's own documentation, and names that break careless code.</summary>
internal static class TestTree
{
    /// <summary>Real trees, in the order they are taken from.</summary>
    private static readonly string[] s_sources =
        ["/usr/share/doc", "/usr/share/perl", "/usr/share/zoneinfo", "/usr/share"];

    /// <summary>Larger files are left out: large objects have their own tests.</summary>
    private const long FileSizeMax = 1 << 20;

    private const int DepthMax = 12;

    private static readonly string[] s_oddNames =
    [
        "with space.txt",
        " leading and  double spaces",
        "ünï-ço∂é/日本語 ファイル.txt",
        "emoji 🪨.bin",
        "e\u0301 decomposed",
        "percent%41%2F%.txt",
        "plus+plus & ampersand=equals?.txt",
        "semicolon;comma,colon:at@dollar$",
        "quotes'\"`.txt",
        "<angle> [square] {curly} (round)",
        "hash#tag!star*pipe|tilde~caret^",
        ".leading-dot/.hidden",
        "..two-dots/...three",
        "a..b/c...d",
        "trailing-dot.",
        "-leading-dash",
        "upper-UPPER-Upper",
        "empty",
        "one-byte",
        "deep/" + "er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/er/bottom",
        new string('n', 250),
        "long/" + new string('a', 240) + "/" + new string('b', 240) + "/" + new string('c', 240),
    ];

    /// <summary>Makes a tree of that many files, odd names among them; answers their hashes by relative path.</summary>
    public static Dictionary<string, string> Make(string root, int count)
    {
        for (var i = 0; i < s_oddNames.Length; i++)
        {
            var size = s_oddNames[i] switch { "empty" => 0, "one-byte" => 1, _ => 1000 * i };
            var path = Path.Combine(root, "odd", s_oddNames[i]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, GeneratedFile.Bytes(size, seed: i));
        }

        foreach (var (source, number) in RealFiles().Take(count - s_oddNames.Length).Select(static (f, i) => (f, i)))
        {
            var path = Path.Combine(root, "real", source.TrimStart('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, File.ReadAllBytes(source));
        }

        var hashes = Hashes(root);
        Assert.Equal(count, hashes.Count);
        return hashes;
    }

    /// <summary>Every file below a folder: its path from there, with slashes, and its SHA-256.</summary>
    public static Dictionary<string, string> Hashes(string root) => Directory
        .EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(root, path), GeneratedFile.HashOf);

    /// <summary>Fails with the first few differences.</summary>
    public static void Equal(Dictionary<string, string> expected, Dictionary<string, string> actual)
    {
        var lost = expected.Keys.Except(actual.Keys).Select(static f => "lost: " + f);
        var made = actual.Keys.Except(expected.Keys).Select(static f => "not ours: " + f);
        var wrong = expected.Where(e => actual.TryGetValue(e.Key, out var hash) && hash != e.Value)
            .Select(static e => "other bytes: " + e.Key);
        var differences = lost.Concat(made).Concat(wrong).ToArray();
        Assert.True(differences.Length == 0, $"{differences.Length}:\n{string.Join('\n', differences.Take(20))}");
    }

    /// <summary>Regular files of the system, generated ones after them where it has too few.</summary>
    private static IEnumerable<string> RealFiles()
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = DepthMax,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        return s_sources
            .Where(Directory.Exists)
            .SelectMany(s => Directory.EnumerateFiles(s, "*", options))
            .Where(static f => new FileInfo(f).Length <= FileSizeMax)
            .Distinct();
    }
}
