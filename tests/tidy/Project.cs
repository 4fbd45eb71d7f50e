using System.Xml.Linq;

namespace Basalt.Tests.Tidy;

/// <summary>A csproj: where it lies, what it references.</summary>
/// <param name="File">The csproj, relative to the root.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Name">Its root namespace: the file's name.</param>
/// <param name="References">Folders of the projects whose assemblies it references.</param>
/// <param name="Builds">Folders of the projects it only builds beside itself.</param>
/// <param name="Usings">Namespaces that the project file itself brings in.</param>
/// <param name="Packages">Packages it references.</param>
internal sealed record Project(
    string File,
    string Folder,
    string Name,
    IReadOnlyList<string> References,
    IReadOnlyList<string> Builds,
    IReadOnlyList<string> Usings,
    IReadOnlyList<XElement> Packages)
{
    public static Func<string, Project> Read(string root) => file =>
    {
        var xml = XDocument.Load(Path.Combine(root, file));
        var folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
        var references = xml.Descendants("ProjectReference").ToLookup(
            static e => (string?)e.Attribute("ReferenceOutputAssembly") != "false",
            e => Target(folder, (string)e.Attribute("Include")!));
        return new Project(
            file,
            folder,
            Path.GetFileNameWithoutExtension(file),
            [.. references[true]],
            [.. references[false]],
            [.. xml.Descendants("Using").Select(static e => (string)e.Attribute("Include")!)],
            [.. xml.Descendants("PackageReference")]);
    };

    /// <summary>The name of a project in this folder: Basalt, then the folders, data plane and core left out.</summary>
    public static string NameFor(string folder)
    {
        var parts = folder.Split('/').ToList();
        if (parts[0] == "dataplane")
        {
            parts.RemoveAt(0);
        }

        if (parts[^1] == "core")
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return "Basalt." + string.Join('.', parts.Select(Pascal));
    }

    /// <summary>nvme-tcp is NvmeTcp.</summary>
    public static string Pascal(string folder) =>
        string.Concat(folder.Split('-').Select(static p => char.ToUpperInvariant(p[0]) + p[1..]));

    private static string Target(string folder, string include)
    {
        var full = Path.GetFullPath(Path.Combine("/", folder, Path.GetDirectoryName(include.Replace('\\', '/'))!));
        return full[1..];
    }
}
