
namespace Basalt.Perf.Load.Servers;

/// <summary>Where the build, and the publish, put perf/reactor.</summary>
internal static class ReactorProgram
{
    public static string Find(bool isAot)
    {
        var folder = isAot ? "artifacts/reactor-aot" : "perf/reactor/bin/Release/net10.0";
        var path = Path.Combine(Repository.Root, folder, "Basalt.Perf.Reactor");
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"{folder} is not there: the bench verb of build.cs makes it");
    }
}
