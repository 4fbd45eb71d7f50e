namespace Basalt.Tests.Tidy;

/// <summary>A folder with one what, and the rooms it may see.</summary>
internal sealed class Room(string folder)
{
    public string Folder { get; } = folder;

    public string Namespace { get; } = IsDoorInside(folder) ? DoorName(folder) : Project.NameFor(folder);

    public HashSet<string> Sees { get; } = [];

    public bool MaySee(Room other) =>
        other == this || Sees.Contains(Layers.Everything) || Sees.Contains(other.Folder);

    /// <summary>The rooms of dataplane/objects share one project, so that its core keeps its name.</summary>
    private static bool IsDoorInside(string folder) =>
        folder.StartsWith("dataplane/objects/", StringComparison.Ordinal);

    private static string DoorName(string folder) =>
        Project.NameFor(Path.GetDirectoryName(folder)!) + "." + Project.Pascal(Path.GetFileName(folder));
}
