namespace Basalt.Perf.Load;

/// <summary>Where the sources are: scripts, and programs that were built.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DataPlane.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("the generator does not run inside the repository");
    }
}
