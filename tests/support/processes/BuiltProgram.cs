namespace Basalt.Tests.Support.Processes;

/// <summary>Where the build put the programs under test: those of the same configuration as the tests.</summary>
public static class BuiltProgram
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string Basalt { get; } = Find("control/host/bin", "basalt");

    private static string Find(string folder, string name)
    {
        var isRelease = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal);
        var configuration = isRelease ? "Release" : "Debug";
        var path = Path.Combine(RepositoryRoot, folder, configuration, "net10.0", name);
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"{path} is not built: run dotnet build DataPlane.sln");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DataPlane.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
