using System.Buffers;
using System.Xml.Linq;

namespace Basalt.Tests.Tidy;

/// <summary>Where projects lie and what they pin. Each rule answers its violations, one line each.</summary>
internal static class ProjectRules
{
    private const string Pins = "Directory.Packages.props";

    private static readonly SearchValues<char> s_range = SearchValues.Create("*[](),");

    public static IEnumerable<string> Nesting(Repository tree) =>
        from outer in tree.Projects
        from inner in tree.Projects
        where inner != outer && inner.Folder.StartsWith(outer.Folder + "/", StringComparison.Ordinal)
        select $"{inner.File}: lies inside the folder of {outer.File}";

    public static IEnumerable<string> Solution(Repository tree)
    {
        var solution = tree.Read("DataPlane.sln").Replace('\\', '/');
        return
            from project in tree.Projects
            where !solution.Contains('"' + project.File + '"', StringComparison.Ordinal)
            select $"{project.File}: is not in DataPlane.sln";
    }

    public static IEnumerable<string> HomelessFiles(Repository tree) =>
        from source in tree.Sources
        where source.Path != "build.cs" && tree.ProjectOf(source.Path) is null
        select $"{source.Path}: belongs to no project";

    public static IEnumerable<string> Versions(Repository tree)
    {
        foreach (var pin in tree.Xml(Pins).Descendants("PackageVersion"))
        {
            var name = (string)pin.Attribute("Include")!;
            var version = (string)pin.Attribute("Version")!;
            if (version.AsSpan().ContainsAny(s_range))
            {
                yield return $"{Pins}: {name} {version} is a range, not a pin";
            }

            if (!HasReason(pin))
            {
                yield return $"{Pins}: {name} has no comment that says why it is here";
            }

            var isUsed = tree.Projects.Any(p => p.Packages.Any(e => (string?)e.Attribute("Include") == name))
                || tree.Read("Directory.Build.props").Contains($"\"{name}\"", StringComparison.Ordinal);
            if (!isUsed && !Reason(pin).StartsWith("Transitive", StringComparison.Ordinal))
            {
                yield return $"{Pins}: {name} is used by no project (a pin of what others bring begins 'Transitive')";
            }
        }

        foreach (var project in tree.Projects)
        {
            foreach (var package in project.Packages.Where(static p => p.Attribute("Version") is not null))
            {
                yield return $"{project.File}: {package.Attribute("Include")?.Value}: versions are pinned in {Pins}";
            }
        }
    }

    private static bool HasReason(XElement pin) =>
        Reason(pin).Length > 0 || pin.Parent?.Attribute("Label") is not null;

    /// <summary>The comment over a pin, or over the run of pins that it stands in.</summary>
    private static string Reason(XElement pin) =>
        pin.NodesBeforeSelf().OfType<XComment>().LastOrDefault()?.Value.Trim() ?? "";
}
