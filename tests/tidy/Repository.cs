using System.Xml.Linq;

namespace Basalt.Tests.Tidy;

/// <summary>The tree under test: its text files, its projects, its rooms.</summary>
internal sealed class Repository
{
    /// <summary>Folders that hold what was built or installed, not what was written.</summary>
    private static readonly HashSet<string> s_made =
        [".git", "bin", "obj", "artifacts", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts", "basalt-data"];

    private static readonly HashSet<string> s_text =
    [
        ".cs", ".csproj", ".props", ".targets", ".proto", ".sln", ".json", ".md", ".txt", ".ps1", ".sh", ".mjs", ".py",
        ".toml", ".basalt", ".yml", ".yaml", ".conf", ".xml", ".editorconfig", ".gitignore", "",
    ];

    private readonly Dictionary<string, SourceFile> _sources = [];

    public Repository(string root)
    {
        Root = root;
        Files = [.. Walk(root).Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Order()];
        Projects =
        [
            .. Files.Where(static f => f.EndsWith(".csproj", StringComparison.Ordinal)).Select(Project.Read(root)),
        ];
        Layers = Layers.Read(Path.Combine(root, "tests/tidy/layers.txt"));
    }

    public static Repository Whole { get; } = new(FindRoot());

    public string Root { get; }

    /// <summary>Every text file, relative to the root, with slashes.</summary>
    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<Project> Projects { get; }

    public Layers Layers { get; }

    public IEnumerable<SourceFile> Sources => Files
        .Where(static f => f.EndsWith(".cs", StringComparison.Ordinal))
        .Select(Source);

    public string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public bool Exists(string file) => File.Exists(Path.Combine(Root, file));

    public XDocument Xml(string file) => XDocument.Load(Path.Combine(Root, file));

    /// <summary>The project whose folder holds the file; null for build.cs alone.</summary>
    public Project? ProjectOf(string file) =>
        Projects.FirstOrDefault(p => file.StartsWith(p.Folder + "/", StringComparison.Ordinal));

    private SourceFile Source(string file)
    {
        if (!_sources.TryGetValue(file, out var source))
        {
            _sources[file] = source = new SourceFile(file, Read(file));
        }

        return source;
    }

    private static IEnumerable<string> Walk(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Where(static f => s_text.Contains(Path.GetExtension(f)));
        var folders = Directory.EnumerateDirectories(folder).Where(static d => !s_made.Contains(Path.GetFileName(d)));
        return files.Concat(folders.SelectMany(Walk));
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "DataPlane.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("no DataPlane.sln above " + AppContext.BaseDirectory);
        }

        return folder;
    }
}
